using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Report;
using SegmentationML.Storage;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Service.Worker;

/// <summary>The report of a run as a file of the workspace, and <c>latest.html</c> beside it.</summary>
public static class RunReportFile
{
    /// <summary>Writes both; each of them is old or new at any moment, never half, and a failure leaves no part behind.</summary>
    /// <returns>The run's own file, absolute.</returns>
    public static string Write(Workspace workspace, DuckDbEngine engine, Definitions definitions, RunOutcome outcome)
    {
        var folder = Path.Combine(workspace.ReportsFolder, definitions.Pipeline.Name);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{outcome.Run.Id}.html");
        var data = RunReportBuilder.Build(engine, workspace.CacheFolder, definitions, outcome, workspace.Snapshots);
        PartFile.Replace(path, part =>
        {
            using var stream = File.Create(part);
            HtmlReport.Write(data, stream);
        });
        PartFile.Replace(Path.Combine(folder, "latest.html"), part => File.Copy(path, part, overwrite: true));
        return path;
    }
}
