"""Jobs of the room floor."""

from procrastinate.contrib.django import app

from parvis.jobs.forgetting import record
from parvis.room.domain.close_room import close_left_rooms


@app.periodic(cron="12 3 * * *")
@app.task(name="room.close_left_rooms", queueing_lock="room.close_left_rooms")
def forget_devices_of_rooms(timestamp: int = 0) -> None:
    """Every night: a room that its host forgot does not keep who answered what."""
    record("rooms", close_left_rooms())
