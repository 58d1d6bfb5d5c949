using SegmentationML.Core;
using SegmentationML.Core.Segmentation;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Builds the matrix of a model: the cells that it lists, or each cell a segment of its own.</summary>
internal static class MatrixBuilder
{
    private const int MaximumCells = 10_000;

    /// <summary>Builds it, and proves that every cell resolves and every segment has a policy.</summary>
    /// <param name="model">The definition.</param>
    /// <param name="dimensions">The classes of the dimensions that make the segment.</param>
    /// <param name="edgeCases">Their segments are the matrix's too.</param>
    /// <param name="nameOf">What a class is called, by dimension and code; null for what the model says.</param>
    public static SegmentMatrix Build(ModelDefinition model, IReadOnlyList<ClassScheme> dimensions, EdgeCaseList edgeCases, Func<string, string, string?>? nameOf = null)
    {
        var rules = model.Matrix.Combine is { } combine ? Voted(model, combine, dimensions) : model.Matrix.Cells.Count > 0 ? Listed(model) : EachCell(dimensions);
        var composed = model.Matrix.Combine is null && model.Matrix.Cells.Count == 0
            ? Composed(SegmentFlow.MatrixDimensions(model), rules, nameOf ?? ((dimension, code) => model.Dimensions[dimension].Names.GetValueOrDefault(code)))
            : new Dictionary<string, string>(StringComparer.Ordinal);
        SegmentDefinition[] segments = [.. rules.Select(r => r.Segment).Concat(edgeCases.Rules.Select(r => r.Segment)).Distinct(StringComparer.Ordinal)
            .Select(code => new SegmentDefinition(code, model.Segments.TryGetValue(code, out var label) ? label.Name : composed.GetValueOrDefault(code) ?? code))];
        ProblemException.ThrowIfAny(Unserved(model, segments).Concat(Unknown(model, segments)));
        return SegmentMatrix.Create(dimensions, segments, rules);
    }

    /// <summary>Segments that are one cell take the names of its classes, where one of them has a name: <c>A: many orders, high net revenue</c>.</summary>
    private static Dictionary<string, string> Composed(IReadOnlyList<string> dimensions, IEnumerable<SegmentRule> cells, Func<string, string, string?> nameOf)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var cell in cells.Where(c => !c.Pattern.Contains("*", StringComparer.Ordinal)))
        {
            string?[] own = [.. cell.Pattern.Select((code, d) => nameOf(dimensions[d], code))];
            if (own.Any(n => n is not null))
            {
                names[cell.Segment] = string.Join(": ", own.Select((n, d) => n ?? cell.Pattern[d]));
            }
        }

        return names;
    }

    private static IReadOnlyList<SegmentRule> Voted(ModelDefinition model, CombineDefinition combine, IReadOnlyList<ClassScheme> dimensions)
    {
        var names = SegmentFlow.MatrixDimensions(model);
        return ConflictTable.Resolve(dimensions, [.. names.Select(n => combine.Votes.GetValueOrDefault(n) ?? new Dictionary<string, string>())], combine.Rule, model.Order);
    }

    private static List<SegmentRule> Listed(ModelDefinition model)
        => [.. model.Matrix.Cells.Select(c => new SegmentRule(c.Key.Split('/', StringSplitOptions.TrimEntries), c.Value))];

    /// <summary>Classes in order of the dimensions make the code (AX). A dimension by cumulative share sends its R and N to the edge cases' segments.</summary>
    private static List<SegmentRule> EachCell(IReadOnlyList<ClassScheme> dimensions)
    {
        var cells = dimensions.Aggregate(1L, (n, d) => n * d.Codes.Count);
        if (cells > MaximumCells)
        {
            throw new ProblemException(new Problem("SEG-SEGM-110", $"The matrix has {cells:N0} cells.", $"List them with wildcards under matrix.cells, or combine fewer dimensions; {MaximumCells:N0} can be segments of their own."));
        }

        var rules = new List<SegmentRule>();
        foreach (var (dimension, index) in dimensions.Select((d, i) => (d, i)).Where(p => p.d.Codes.Contains("R", StringComparer.Ordinal) && p.d.Codes.Contains("N", StringComparer.Ordinal)))
        {
            rules.Add(new SegmentRule([.. dimensions.Select((_, i) => i == index ? "R" : "*")], new EdgeCaseRule(EdgeCase.ReturnsOnly, "").Reason));
            rules.Add(new SegmentRule([.. dimensions.Select((_, i) => i == index ? "N" : "*")], new EdgeCaseRule(EdgeCase.NoMovement, "").Reason));
        }

        var taken = rules.ToArray();
        IEnumerable<string[]> codes = [[]];
        codes = dimensions.Aggregate(codes, (prefixes, dimension) => prefixes.SelectMany(p => dimension.Codes.Select(c => (string[])[.. p, c])));
        rules.AddRange(codes.Where(cell => !taken.Any(t => t.Pattern.Zip(cell).All(p => p.First is "*" || p.First == p.Second))).Select(cell => new SegmentRule(cell, string.Concat(cell))));
        return rules;
    }

    private static IEnumerable<Problem> Unserved(ModelDefinition model, IReadOnlyList<SegmentDefinition> segments)
    {
        string[] unserved = model.Policies.ContainsKey("*") ? [] : [.. segments.Select(s => s.Code).Where(c => !model.Policies.ContainsKey(c))];
        return unserved.Length == 0 ? [] : [new Problem("SEG-POL-005", $"policies has no line for {string.Join(", ", unserved)}.", "Add a line for each segment, or a line \"*\" that serves every other segment.")];
    }

    private static IEnumerable<Problem> Unknown(ModelDefinition model, IReadOnlyList<SegmentDefinition> segments)
    {
        var codes = segments.Select(s => s.Code).ToArray();
        return model.Policies.Keys.Where(k => k != "*").Select(c => (Section: "policies", Code: c)).Concat(model.Segments.Keys.Select(c => (Section: "segments", Code: c)))
            .Where(named => !codes.Contains(named.Code, StringComparer.Ordinal)).DistinctBy(named => named.Code).Select(named => new Problem(
                "SEG-SEGM-111", $"{named.Section}.{named.Code}: no cell and no edge case of model {model.Name} gives this segment.", Definition.Yaml.ClosestMatch.Hint(named.Code, codes)));
    }
}
