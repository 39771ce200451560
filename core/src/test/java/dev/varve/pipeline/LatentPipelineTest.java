package dev.varve.pipeline;

import dev.varve.store.LatentStore;
import dev.varve.store.MemoryStore;
import dev.varve.store.Store;

class LatentPipelineTest extends PipelineContract {
    @Override
    protected Store newStore() {
        return new LatentStore(new MemoryStore());
    }
}
