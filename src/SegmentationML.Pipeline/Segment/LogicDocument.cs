using System.Text;
using SegmentationML.Core.Segmentation;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Writes down how a model decides, in Markdown for people: drivers, thresholds, matrix, rules and their precedence, worked examples, and what changed. The same definitions give the same bytes.</summary>
public sealed class LogicDocument
{
    /// <summary>The file's name in a version.</summary>
    public const string FileName = "logic.md";

    private const int MostCells = 400;
    private readonly StringBuilder _text = new();
    private readonly ModelDefinition _model;

    private LogicDocument(ModelDefinition model) => _model = model;

    /// <summary>Writes the document of a model.</summary>
    /// <param name="model">The definition, with its tests.</param>
    /// <param name="before">The definition of the version before; null for the first.</param>
    public static string Render(ModelDefinition model, ModelDefinition? before = null)
    {
        var document = new LogicDocument(model);
        document.Head();
        document.Dimensions();
        document.EdgeCases();
        document.Matrix();
        document.AfterTheMatrix();
        document.Segments();
        document.Examples();
        document.Changes(before);
        return document._text.ToString();
    }

    private void Head()
    {
        Line($"# {_model.Name}: how a segment comes about");
        Line($"Logic version `{SegmentRecord.VersionOf(_model)}`. {_model.Description}".TrimEnd());
        Line("In this order: edge cases, the classes of each dimension, the matrix, expert rules, hysteresis and dwell (after which the rules are asked again), overrides, the change budget, events.");
    }

    private void Dimensions()
    {
        Line("## Dimensions");
        Table(["dimension", "how it divides", "reads", "classes"], _model.Dimensions.Select(d => (string[])[d.Key, Sentence(d.Value), Reads(d.Value), Classes(d.Key, d.Value)]));
        if (_model.Factors.Count > 0)
        {
            Line("Drivers from reference tables:");
            Table(["driver", "attribute", "factor", "otherwise"], _model.Factors.Select(f => (string[])[f.Key, f.Value.Attribute, f.Value.Factor, f.Value.Default is { } value ? $"{value:R}" : "not known"]));
        }
    }

    private static string Sentence(DimensionDefinition definition) => definition.Kind switch
    {
        DimensionKind.CumulativeShare => $"by the share of {(definition.Basis == ShareBasis.Value ? "the total" : "the items")} that stands before the entity{(definition.GroupBy is { } group ? $", within each {group}" : "")}",
        DimensionKind.Variability => $"by upper bounds of the driver; fewer than {definition.MinimumBuckets} buckets of history give U",
        DimensionKind.DemandClass => "by the interval between demands and the squared variation of their sizes",
        DimensionKind.KMeans => $"by k-means, {definition.Clusters?.ToString() ?? $"{definition.MinimumClusters} to {definition.MaximumClusters}"} clusters, seed {definition.Seed}",
        DimensionKind.Cluster => $"by {(definition.Method is "auto" ? "a clustering method that is chosen" : definition.Method)}, {definition.Clusters?.ToString() ?? $"{definition.MinimumClusters} to {definition.MaximumClusters}"} clusters, seed {definition.Seed}",
        DimensionKind.Threshold => "by upper bounds of the driver",
        DimensionKind.Movement => $"fast, slow or non-moving; {definition.NonMovingAfterBuckets} buckets without demand are non-moving",
        DimensionKind.QuantileScore => $"by rank, scores 1 to {definition.Scores}, {(definition.LessIsBetter ? "less" : "more")} is better, ties share a score",
        DimensionKind.Rfm => $"recency, frequency and value by rank, each 1 to {definition.Scores}",
        DimensionKind.WeightedScore => "by a weighted sum",
        DimensionKind.Tag => "given by people, with dates",
        _ => $"the {definition.Dimension ?? "segment"} that pipeline {definition.Pipeline} published{(definition.Key is { } key ? $" for {key}" : "")}",
    };

    private static string Reads(DimensionDefinition definition) => definition.Kind switch
    {
        DimensionKind.DemandClass => "adi, squared_cv",
        DimensionKind.KMeans or DimensionKind.Cluster => string.Join(", ", definition.Drivers.Select(d => definition.Log.Contains(d, StringComparer.Ordinal) ? $"log {d}" : d)),
        DimensionKind.Rfm => string.Join(", ", definition.Drivers.Count > 0 ? definition.Drivers : new RfmOptions().Drivers),
        DimensionKind.WeightedScore => string.Join(" + ", definition.Criteria.Select(c => $"{c.Value.Weight:R} {(c.Value.LessIsBetter ? "less " : "")}{c.Key}")),
        DimensionKind.Tag => $"tag {definition.Tag}".TrimEnd(),
        DimensionKind.SegmentOf => "segment",
        _ => definition.Driver!,
    };

    private string Classes(string name, DimensionDefinition definition)
        => definition.Cuts is { Count: > 0 } cuts
            ? string.Join(", ", cuts.Select(c => $"{c.Key} {(definition.Kind == DimensionKind.WeightedScore ? "from" : "to")} {(double.IsInfinity(c.Value) ? "any" : $"{c.Value:R}")}"))
            : DimensionSchemes.Of(_model, name, definition).Codes is { Count: <= 12 } few ? string.Join(", ", few) : $"{DimensionSchemes.Of(_model, name, definition).Codes.Count} classes";

    private void EdgeCases()
    {
        Line("## Edge cases");
        Line("Asked first, in this order; the segment is provisional and ends with its case.");
        Table(["case", "holds when", "graduates"], _model.EdgeCases.List().Rules.Select(r => (string[])[r.Reason, .. r.Case switch
        {
            EdgeCase.NoMovement => (string[])["no demand and no returns", "with the first demand"],
            EdgeCase.ReturnsOnly => ["returns without demand", "with the first demand"],
            EdgeCase.New => [$"fewer than {r.Limit} buckets since the first demand", $"with {r.Limit} buckets"],
            EdgeCase.OneOff => ["demand in exactly one bucket", "with the second"],
            EdgeCase.NegativeNet => ["demand, but a net value below zero", "with a net value of zero or more"],
            EdgeCase.SeasonalOnly => [$"demand in two seasons or more, always within {r.Limit} buckets of the year", "with the first demand outside of them"],
            _ => [$"no demand for {r.Limit} buckets", "with the next demand"],
        }]));
    }

    private void Matrix()
    {
        Line("## Matrix");
        var names = SegmentFlow.MatrixDimensions(_model);
        if (_model.Matrix.Combine is { } combine)
        {
            Line($"Each class votes for a segment; {combine.Rule.ToString().ToLowerInvariant()} decides.");
            Table(["dimension", "votes"], combine.Votes.Select(v => (string[])[v.Key, string.Join(", ", v.Value.Select(c => $"{c.Key} for {c.Value}"))]));
        }

        var matrix = MatrixBuilder.Build(_model, [.. names.Select(n => DimensionSchemes.Of(_model, n, _model.Dimensions[n]))], _model.EdgeCases.List());
        if (_model.Matrix.Cells.Count > 0 || matrix.Cells > MostCells)
        {
            Line($"Read from the top; the first line that fits decides. It resolves all {matrix.Cells} cells.");
            Table([.. names, "segment"], matrix.Rules.Take(MostCells).Select(r => (string[])[.. r.Pattern, r.Segment]));
            return;
        }

        Line($"All {matrix.Cells} cells:");
        Table([.. names, "segment"], Enumerable.Range(0, matrix.Cells).Select(c => (string[])[.. matrix.CodesOf(c), matrix.Segments[matrix.SegmentOfCell(c)].Code]));
    }

    private void AfterTheMatrix()
    {
        Line("## After the matrix");
        Line(_model.Order.Count > 0 ? $"Order, best first: {string.Join(", ", _model.Order)}." : "The segments have no order.");
        string[] names = [.. _model.Dimensions.Keys];
        if (_model.Rules.Count > 0)
        {
            Table(["expert rule", "says"], _model.Rules.Select(r => (string[])[r.Name, r.ToRule(names).ToString()]));
        }

        var hysteresis = _model.Hysteresis;
        Line(hysteresis.Band == 0 && hysteresis.Bands.Count == 0 && hysteresis.MinimumDwell == 0 ? "Hysteresis: none." : $"Hysteresis: a boundary is passed only by more than {hysteresis.Band:P0} of it{string.Concat(hysteresis.Bands.Select(b => $", in {b.Key} {b.Value:P0}"))}; a segment lasts at least {hysteresis.MinimumDwell:R} buckets.");
        if (_model.Overrides.Count > 0)
        {
            Table(["override", "whom", "segment", "from", "to", "reason", "reference", "approver"], _model.Overrides.Select(o => (string[])[o.Id, Whom(o.Keys, o.When), o.Segment, $"{o.From:yyyy-MM-dd}", $"{o.To:yyyy-MM-dd}", o.Reason, o.Reference, o.Approver]));
        }

        Line(_model.Budget is { Share: 1, Changes: null } ? "Change budget: none." : $"Change budget: {_model.Budget.Share:P0} of the entities{(_model.Budget.Changes is { } n ? $", at most {n}" : "")} in a cycle, by {_model.Budget.Benefit ?? _model.ValueDriver}, most first; the others wait.");
        if (_model.Events.Count > 0)
        {
            Table(["event", "whom", "segment", "from", "to"], _model.Events.Select(e => (string[])[e.Name, Whom(e.Keys, e.When), e.Segment, $"{e.From:yyyy-MM-dd}", $"{e.To:yyyy-MM-dd}"]));
        }
    }

    private string Whom(IReadOnlyList<string> keys, IReadOnlyDictionary<string, IReadOnlyList<string>> when)
        => keys.Count > 0 ? string.Join(", ", keys) : ConditionText.Parse(when, [.. _model.Dimensions.Keys]).ToString();

    private void Segments()
    {
        Line("## Segments");
        if (_model.Segments.Count == 0)
        {
            Line("The model names none: a segment is called by its code.");
            return;
        }

        Table(["segment", "name", "meaning", "service level"], _model.Segments.Select(s => (string[])[
            s.Key, s.Value.Name, s.Value.Description, _model.Policies.GetValueOrDefault(s.Key)?.ServiceLevel is { } own ? $"{own:P1}" : _model.Policies.ContainsKey(s.Key) ? "not stocked" : _model.Policies.GetValueOrDefault("*")?.ServiceLevel is { } all ? $"{all:P1}" : "not stocked"]));
    }

    private void Examples()
    {
        Line("## Worked examples");
        if (_model.Tests.Count == 0)
        {
            Line("None: the model has no decision tests.");
            return;
        }

        Table(["example", "given", "segment", "because"], DecisionTests.Run(_model).Select(o => (string[])[o.Test.Name, Given(o.Test), o.Passed ? o.Test.Expect : $"{o.Segment ?? "nothing"}, where {o.Test.Expect} is expected", o.Why]));
    }

    private static string Given(DecisionTest test)
        => string.Join(", ", test.Classes.Select(c => $"{c.Key} {c.Value}").Concat(test.Given.Select(g => $"{g.Key} {g.Value:R}")).Concat(test.Before is { } before ? [$"before in {before.Segment}"] : []).Concat(test.Key is { } key ? [$"key {key}"] : []));

    private void Changes(ModelDefinition? before)
    {
        Line("## Changes since the version before");
        var changes = before is null ? [] : ModelDifference.Of(before, _model);
        if (changes.Count == 0)
        {
            Line(before is null ? "There was none." : "None.");
            return;
        }

        Table(["setting", "before", "after"], changes.Select(c => (string[])[c.Setting, c.Before ?? "", c.After ?? ""]));
    }

    private void Line(string text) => _text.Append(text).Append("\n\n");

    private void Table(IReadOnlyList<string> headers, IEnumerable<string[]> rows)
    {
        foreach (var row in rows.Prepend([.. headers.Select(_ => "---")]).Prepend([.. headers]))
        {
            _text.Append("| ").AppendJoin(" | ", row.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" "))).Append(" |\n");
        }

        _text.Append('\n');
    }
}
