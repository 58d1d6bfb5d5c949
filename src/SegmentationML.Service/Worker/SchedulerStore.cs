using Quartz;
using SegmentationML.Storage;

namespace SegmentationML.Service.Worker;

/// <summary>Where the scheduler keeps its times: in memory, or beside the ledger on its server, where each time fires on one of all the workers.</summary>
internal static class SchedulerStore
{
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(5);

    /// <summary>Sets it up for a workspace. The tables, <c>qrtz_…</c> in the ledger's schema, are made where they are missing.</summary>
    public static void Use(IQuartzBuilder quartz, Workspace workspace)
    {
        if (!workspace.IsShared)
        {
            return;
        }

        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(source => source.DataSourceFactory = _ => workspace.OpenServer("segml clock")!);
            store.UseSystemTextJsonSerializer();
            store.UseClustering(cluster => (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (CheckIn, 2 * CheckIn));
            store.ConfigureStore(options => options.StoreJobDataAsStrings = true);
            store.ProvisionSchema();
        });
    }
}
