/* A video of another site, shown in the page once its reader asks for it: until then, its player is asked for
   nothing. Without this script, the link beside leads to that site. */
for (const video of document.querySelectorAll("[data-parvis-video][data-player]")) {
  const parts = video.querySelectorAll("[data-parvis-video-here]");
  for (const part of parts) part.hidden = false;
  parts[0].querySelector("button").addEventListener("click", () => {
    const player = document.createElement("iframe");
    player.src = video.dataset.player;
    player.title = video.dataset.title;
    player.className = "block-video__screen";
    player.allow = "fullscreen; picture-in-picture; encrypted-media";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    player.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation");
    player.tabIndex = 0;
    parts[0].remove();
    video.prepend(player);
    player.focus();
  });
}
