using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Service.Tests.Alerts;

/// <summary>What docs/alerts.md shows is what the program reads.</summary>
public sealed class AlertDocsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "alerts.md"));

    [Fact]
    public void Example_IsValid_AndGoesWhereThePageSays()
    {
        var folder = Directory.CreateTempSubdirectory("segml-alert-docs-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "alerts.yaml"), Page.Split("```yaml\n")[1].Split("```")[0]);
            var policy = Definitions.ReadAlerts([folder.FullName]);
            Assert.Equal(["duty"], AlertWay.Of(policy.Route, new Dictionary<string, string> { ["kind"] = "run-failed", ["severity"] = "critical" }).Select(w => w.Receiver));
            Assert.Equal(["planners"], AlertWay.Of(policy.Route, new Dictionary<string, string> { ["kind"] = "boundary", ["severity"] = "info" }).Select(w => w.Receiver));
            Assert.Equal(["owners"], AlertWay.Of(policy.Route, new Dictionary<string, string> { ["kind"] = "drift", ["severity"] = "warning" }).Select(w => w.Receiver));
            Assert.True(AlertJudge.RuleOf(policy.Rules, AlertKind.Boundary, "any").Off);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Table_NamesEveryKind() => Assert.All(Enum.GetValues<AlertKind>(), k => Assert.Contains($"| `{AlertLabels.Word(k)}` |", Page, StringComparison.Ordinal));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SegmentationML.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
