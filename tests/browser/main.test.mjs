// One process, so that one server and one browser serve all tests.

import './claim.mjs';
import './state.mjs';
import './clean.mjs';
import './access.mjs';
import './weight.mjs';
import './failure.mjs';
import './live.mjs';
import './staff.mjs';
import './queue.mjs';
import './tables.mjs';
import './policy.mjs';
import './desk.mjs';
import './board.mjs';
import './day.mjs';
