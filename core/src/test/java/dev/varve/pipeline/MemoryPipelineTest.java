package dev.varve.pipeline;

import dev.varve.store.MemoryStore;
import dev.varve.store.Store;

class MemoryPipelineTest extends PipelineContract {
    @Override
    protected Store newStore() {
        return new MemoryStore();
    }
}
