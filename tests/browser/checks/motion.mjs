// Who asks for less motion gets none: nothing moves, fades or scrolls by itself.
export async function motion(page, report) {
  const moving = await page.evaluate(() => {
    const seconds = text => text.split(',').some(part => parseFloat(part) > 0.001);
    const moving = [];
    for (const element of [document.documentElement, ...document.querySelectorAll('body, body *')]) {
      const style = getComputedStyle(element);
      const what = [
        seconds(style.transitionDuration) && style.transitionProperty !== 'none' && 'a transition',
        style.animationName !== 'none' && seconds(style.animationDuration) && 'an animation',
        style.scrollBehavior === 'smooth' && 'smooth scrolling',
      ].filter(Boolean);
      const where = `${element.localName}${element.id && `#${element.id}`}${element.classList.length ? `.${[...element.classList].join('.')}` : ''}`;
      for (const each of what) moving.push([each, where]);
    }
    return moving;
  });
  for (const [what, where] of moving) report('motion', `${what}, though less motion was asked for`, where);
}
