using SegmentationML.Pipeline.Report.Sections;

namespace SegmentationML.Pipeline.Report;

/// <summary>The sections of the page, in order.</summary>
internal static class ReportSections
{
    /// <summary>All sections; each writes a note where its data is missing.</summary>
    public static IReadOnlyList<ReportSection> All { get; } =
    [
        new("flow", "Run", "The run", "Eight steps, each with what it made and how long it took.", FlowSection.Write),
        new("quality", "Data", "Data quality", "What became of every row, and which promises of the data contracts were not kept.", QualitySection.Write),
        new("segments", "Segments", "Segments", "How the portfolio divides, by number and by value.", SegmentsSection.Write),
        new("pareto", "Value", "Concentration of value", "How few make how much.", ParetoSection.Write),
        new("clusters", "Clusters", "Clusters", "The clustering seen from its two most telling directions: near means alike.", ClustersSection.Write),
        new("accuracy", "Accuracy", "Forecast accuracy", "Back-tested on the past, against forecasting the last value (naive) and forecasting nothing (zero). Smaller is better.", AccuracySection.Write),
        new("methods", "Methods", "Forecasting methods", "Which method was chosen for how many series of each segment.", MethodsSection.Write),
        new("hierarchy", "Sums", "Forecasts that add up", "Sums of series forecast too: which way of making them add up errs least, and at which level each segment is best forecast.", HierarchySection.Write),
        new("plan", "Plan", "Planned changes", "What planners made of the forecasts, with the reason and the end of each change.", PlanSection.Write),
        new("examples", "Forecasts", "Forecasts by example", "Series of each demand class with what is expected: the line is the mean, the bands hold half and nine tenths of what may come.", ExamplesSection.Write),
        new("policy", "Policy", "Stock policy", "What each segment is promised, and what it takes to keep the promise.", PolicySection.Write),
        new("changes", "Changes", "Changes since the last version", "Who moved, and whether the data moved.", ChangesSection.Write),
        new("versions", "Versions", "Versions", "The last versions of this pipeline, and what differs between this one and the one before.", VersionsSection.Write),
        new("promotion", "Promotion", "Promotion", "Whether this version is in use, who decides on it, and what it had to show.", PromotionSection.Write),
        new("impact", "Impact", "Impact", "What changes for those who work with the segments once this version is in use.", ImpactSection.Write),
        new("overrides", "Overrides", "Decisions of persons", "Which overrides hold, how old they are, and which rules are overridden most.", OverridesSection.Write),
        new("lookup", "Why?", "Why is it here?", "Each assignment with its reasons, its drivers, and how near the next segment is.", LookupSection.Write),
        new("notes", "Assumptions", "Assumptions and gaps", "What was assumed, and what could not be computed from the data that is there.", NotesSection.Write),
        new("glossary", "Glossary", "Glossary", "The terms of this page.", GlossarySection.Write),
    ];
}
