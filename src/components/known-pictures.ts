import source from '#content/pictures/pictures.yaml?raw';
import { parsePictures } from './pictures.ts';

/** The pictures of content/pictures by their meaning, read once. */
export const knownPictures = parsePictures(source);
