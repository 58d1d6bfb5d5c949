using SegmentationML.Core.Segmentation;
using SegmentationML.Pipeline.Forecast.Files;
using SegmentationML.Pipeline.Ingest;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish.Diff;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Report;

/// <summary>Everything that the report of one run shows, as plain numbers. What is null or empty is not left out silently: its section says that it is missing.</summary>
/// <remarks>
/// Lists may be as long as they are: the page caps what it embeds and says so (<see cref="ReportLimits"/>). Order is kept: give rows as they are to be read.
/// Numbers that are not known are NaN (double) or null.
/// </remarks>
public sealed record RunReportData
{
    /// <summary>Which run of what.</summary>
    public required ReportHeader Header { get; init; }

    /// <summary>The numbers to read first, three to eight.</summary>
    public IReadOnlyList<Headline> Headlines { get; init; } = [];

    /// <summary>The steps that ran, in order; steps that are missing are shown as not reached.</summary>
    public required IReadOnlyList<FlowTiming> Flow { get; init; }

    /// <summary>What became of the rows of each file.</summary>
    public IReadOnlyList<FileLoad> Files { get; init; } = [];

    /// <summary>Every rule of the contracts that was not simply kept, worst first.</summary>
    public IReadOnlyList<QualityFinding> Findings { get; init; } = [];

    /// <summary>Rules checked, kept ones included; null when no contract was checked.</summary>
    public int? RulesChecked { get; init; }

    /// <summary>Rows set aside by the contract.</summary>
    public long QuarantinedRows { get; init; }

    /// <summary>Every segment that holds entities, in order of the model.</summary>
    public IReadOnlyList<SegmentRow> Segments { get; init; } = [];

    /// <summary>The segments as a matrix of two dimensions; null when the model has no such pair.</summary>
    public MatrixView? Matrix { get; init; }

    /// <summary>Of every weighted score how much its classes hang on each weight; empty without one.</summary>
    public IReadOnlyList<WeightSensitivity> Sensitivity { get; init; } = [];

    /// <summary>The concentration of value; null without a value driver.</summary>
    public ParetoCurve? Pareto { get; init; }

    /// <summary>The clustering on two axes; null without one.</summary>
    public ClusterPlot? Clusters { get; init; }

    /// <summary>Back-test accuracy by segment; empty when nothing was forecast.</summary>
    public IReadOnlyList<AccuracyRow> Accuracy { get; init; } = [];

    /// <summary>Series of <see cref="Accuracy"/> whose figures are those of an earlier version, which chose their methods; by version.</summary>
    public IReadOnlyList<CarriedBackTest> Carried { get; init; } = [];

    /// <summary>Which method was chosen how often.</summary>
    public IReadOnlyList<MethodRow> Methods { get; init; } = [];

    /// <summary>Ways of making forecasts add up, and levels to forecast at; null when they were not held against each other.</summary>
    public HierarchyBackTestReport? Hierarchy { get; init; }

    /// <summary>Forecasts of the sums of the hierarchy, level by level, the largest first; empty without one.</summary>
    public IReadOnlyList<SumRow> Sums { get; init; } = [];

    /// <summary>What planners changed, the largest change first.</summary>
    public IReadOnlyList<PlannedChangeRow> PlannedChanges { get; init; } = [];

    /// <summary>Series with their forecasts, at least one a demand class if there is one.</summary>
    public IReadOnlyList<ExampleSeries> Examples { get; init; } = [];

    /// <summary>Overrides in force or ended, and how often each rule is overridden; null when nothing was segmented.</summary>
    public OverrideReview? Overrides { get; init; }

    /// <summary>The policy of each segment.</summary>
    public IReadOnlyList<PolicyRow> Policies { get; init; } = [];

    /// <summary>The difference to the version that was in use; null for a first version.</summary>
    public VersionChanges? Changes { get; init; }

    /// <summary>The versions of the pipeline as they stood when the report was made, the latest first.</summary>
    public IReadOnlyList<VersionLine> Versions { get; init; } = [];

    /// <summary>What differs between the published files of this version and of the one before; null without one, and when nothing was published.</summary>
    public VersionDiff? Difference { get; init; }

    /// <summary>How the version came into use, or what it waits for, with the evidence; null when the run published none.</summary>
    public PromotionRecord? Promotion { get; init; }

    /// <summary>Entities that can be looked up, most valuable first.</summary>
    public IReadOnlyList<EntityReason> Entities { get; init; } = [];

    /// <summary>What rules, hysteresis, overrides, budget and events changed after the matrix; empty when it alone decided.</summary>
    public IReadOnlyList<RuleEffect> Effects { get; init; } = [];

    /// <summary>What was assumed or could not be computed, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
