import type { APIRoute } from 'astro';
import { site } from '#site.ts';

/** What programs that look for pages may read: what is public. */
export const GET: APIRoute = ({ url }) =>
  new Response(
    `User-agent: *\nDisallow: /demo\nDisallow: /desk\nDisallow: /*/family\nDisallow: /*/me\nDisallow: /calendar\nDisallow: /*/join\nDisallow: /*/shared\nDisallow: /*/sign-in\nSitemap: ${site.origin ?? url.origin}/sitemap.xml\n`,
    {
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    },
  );
