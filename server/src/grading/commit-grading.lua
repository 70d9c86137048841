--[[
  Store a new grading, or the next version of one unless someone stored one first.

  With it, in the same step: its place in the attempt's list when it is new, the
  mark that it is not yet queued when it is to be (again) worked on, and from when
  on it may be, and the end of its events' life when it is over. A grading that nobody queues would be
  waited for without end. So would what comes after a verdict, the trial of the
  candidate's own tests and the lanes of the replay: they are stored and marked
  with it.

  An expected revision of 0 means that it is new; storing the same new one twice
  is harmless.

  Sent again by itself after its answer was lost, it finds its own body there and
  says what it did.

  Reply: {"ok", revision} | {"conflict", revision}
]]
local grading, gradings, events, unqueued_jobs = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local trial, lanes = KEYS[5], KEYS[6]
local id, expected_revision, body = ARGV[1], ARGV[2], ARGV[3]
local job, queue_at, events_kept_s = ARGV[4], ARGV[5], ARGV[6]
local trial_body, trial_job, lanes_body, lanes_job = ARGV[7], ARGV[8], ARGV[9], ARGV[10]

local revision = redis.call("HGET", grading, "revision") or "0"
if revision ~= expected_revision then
  if tonumber(revision) == tonumber(expected_revision) + 1 and redis.call("HGET", grading, "body") == body then
    return { "ok", tonumber(revision) }
  end
  return { "conflict", tonumber(revision) }
end

redis.call("HSET", grading, "revision", revision + 1, "body", body)
if expected_revision == "0" then
  redis.call("RPUSH", gradings, id)
end
if job ~= "" then
  redis.call("ZADD", unqueued_jobs, queue_at, job)
end
if trial_job ~= "" then
  redis.call("HSET", trial, "revision", 1, "body", trial_body)
  redis.call("ZADD", unqueued_jobs, queue_at, trial_job)
end
if lanes_body ~= "" then
  redis.call("HSET", lanes, "revision", 1, "body", lanes_body)
  -- Where everything is known already, there is nothing to do.
  if lanes_job ~= "" then
    redis.call("ZADD", unqueued_jobs, queue_at, lanes_job)
  end
end
if events_kept_s ~= "0" then
  redis.call("EXPIRE", events, events_kept_s)
else
  -- It is tried again after it was given up.
  redis.call("PERSIST", events)
end
return { "ok", revision + 1 }
