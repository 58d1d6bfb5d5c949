using SegmentationML.Pipeline;
using SegmentationML.Storage;

namespace SegmentationML.Service.Worker;

/// <summary>Copies what a run set aside to where people look for it.</summary>
public static class QuarantineFolder
{
    /// <summary>Copies refused rows and rows that ingest could not read; null when there are none.</summary>
    public static string? Copy(Workspace workspace, RunOutcome outcome)
    {
        var files = outcome.Loaded.Loads.Where(l => l.Aside is not null && l.Rejected.Count > 0).Select(l => (From: l.Aside!, To: $"ingest-{l.Source}-{l.File}.parquet"))
            .Concat(outcome.Accepted.Reports.Where(r => r.QuarantineFile is not null).Select(r => (From: r.QuarantineFile!, To: $"contract-{r.Table}.parquet"))).ToArray();
        if (files.Length == 0)
        {
            return null;
        }

        var folder = Path.Combine(workspace.QuarantineFolder, outcome.Run.Pipeline, outcome.Run.Id);
        Directory.CreateDirectory(folder);
        foreach (var (from, to) in files)
        {
            File.Copy(TableHandle.PathOf(workspace.CacheFolder, from), Path.Combine(folder, to), overwrite: true);
        }

        return folder;
    }
}
