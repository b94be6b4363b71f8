// Loaded into each process that `up` starts: when `up` is gone, however it went, the process ends in good order.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
