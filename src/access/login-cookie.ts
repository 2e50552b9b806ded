import type { AstroCookies } from 'astro';
import { site } from '#site.ts';
import { packFlow, unpackFlow, type LoginFlow } from './login.ts';

const name = () => (site.isSecure ? '__Host-login' : 'login');

/** Lets the browser hold what a flow needs when it comes back, for 10 minutes. Lax: it comes back from another site. */
export function writeFlow(cookies: AstroCookies, flow: LoginFlow): void {
  cookies.set(name(), packFlow(flow), { path: '/', httpOnly: true, secure: site.isSecure, sameSite: 'lax', maxAge: 10 * 60 });
}

/** Takes the flow back from the browser: it is for one use. Undefined where there is none, or something that can not be one. */
export function takeFlow(cookies: AstroCookies): LoginFlow | undefined {
  const flow = unpackFlow(cookies.get(name())?.value);
  cookies.delete(name(), { path: '/', secure: site.isSecure });
  return flow;
}
