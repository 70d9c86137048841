--[[
  Store the next version of a run, unless someone stored one first.

  When it is over, the attempt is free for the next run, the recording says how
  it ended and its events are kept for a day; when it is to be tried again, it
  is marked as not yet queued, and from when on it may be. In one step with the run itself: a run that is
  over must not keep the candidate from asking for another.

  Sent again by itself after its answer was lost, it finds its own body there and
  says what it did.

  Reply: {"ok", revision} | {"conflict", revision} | {"missing"}
]]
local run, attempt, recording, events, unqueued_jobs = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local id, expected_revision, body = ARGV[1], ARGV[2], ARGV[3]
local entry, job, queue_at, events_kept_s = ARGV[4], ARGV[5], ARGV[6], ARGV[7]

local revision = redis.call("HGET", run, "revision")
if not revision then
  return { "missing" }
end
if revision ~= expected_revision then
  if tonumber(revision) == tonumber(expected_revision) + 1 and redis.call("HGET", run, "body") == body then
    return { "ok", tonumber(revision) }
  end
  return { "conflict", tonumber(revision) }
end

redis.call("HSET", run, "revision", revision + 1, "body", body)
if entry ~= "" then
  if redis.call("HGET", attempt, "run") == id then
    redis.call("HDEL", attempt, "run")
  end
  redis.call("XADD", recording, "*", "e", entry)
  redis.call("EXPIRE", events, events_kept_s)
end
if job ~= "" then
  redis.call("ZADD", unqueued_jobs, queue_at, job)
end
return { "ok", revision + 1 }
