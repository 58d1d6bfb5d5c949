using System.Text.RegularExpressions;
using SegmentationML.Pipeline;

namespace Architecture.Tests;

/// <summary>A step may use results of earlier steps, never of later ones.</summary>
public sealed class StepOrderTests
{
    private static readonly StepName[] Steps = Enum.GetValues<StepName>();

    public static TheoryData<StepName> AllSteps => [.. Steps];

    [Fact]
    public void Steps_AreTheEightWordsInOrder()
        => Assert.Equal("Ingest Contract Features Segment Forecast Policy Publish Monitor", string.Join(' ', Steps));

    [Theory]
    [MemberData(nameof(AllSteps))]
    public void Step_HasAFolderAndADocsPage(StepName step)
    {
        Assert.True(Directory.Exists(Path.Combine(Repository.Root, "src", "SegmentationML.Pipeline", step.ToString())));
        Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", $"{step.ToString().ToLowerInvariant()}.md")), $"docs/{step.ToString().ToLowerInvariant()}.md is missing.");
    }

    [Theory]
    [MemberData(nameof(AllSteps))]
    public void Step_TouchesNoLaterStep(StepName step)
    {
        var later = Steps.Where(s => s > step).Select(Namespace).ToArray();
        var hits = from type in typeof(SegmentationRun).Assembly.GetTypes()
                   where In(type, Namespace(step))
                   from used in IlReferences.Of(type)
                   where Array.Exists(later, l => In(used, l))
                   select $"{type.FullName} -> {used.FullName}";
        Assert.Empty(hits.Distinct());
    }

    [Fact]
    public void Run_AwaitsTheStepsInOrder()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "src", "SegmentationML.Pipeline", "SegmentationRun.cs"));
        var calls = Steps.Select(s => Regex.Match(text, $@"await run\.Run(Once)?Async\(\s*StepName\.{s},", RegexOptions.NonBacktracking)).Select(m => m.Success ? m.Index : -1).ToArray();
        Assert.DoesNotContain(-1, calls);
        Assert.Equal(calls.Order(), calls);
    }

    private static string Namespace(StepName step) => $"SegmentationML.Pipeline.{step}";

    private static bool In(Type type, string name)
        => type.Namespace is { } own && (own == name || own.StartsWith(name + ".", StringComparison.Ordinal));
}
