using SegmentationML.Core;
using SegmentationML.Core.Segmentation;
using SegmentationML.Core.Segmentation.Chain;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Runs the decision tests of a model through the very flow that segments entities, each with one entity.</summary>
public static class DecisionTests
{
    private static readonly Dictionary<string, double> Defaults = new(StringComparer.Ordinal) { ["active_buckets"] = 1000, ["demand_buckets"] = 1000, ["idle_buckets"] = 0, ["units_returned"] = 0, ["season_buckets"] = 0 };

    /// <summary>Runs all of them.</summary>
    /// <param name="model">The definition, with its tests.</param>
    public static IReadOnlyList<DecisionOutcome> Run(ModelDefinition model) => [.. model.Tests.Select(t => Run(model, t))];

    /// <summary>Throws with the differences when a test fails.</summary>
    /// <param name="model">The definition, with its tests.</param>
    public static void Require(ModelDefinition model)
        => ProblemException.ThrowIfAny(Run(model).Where(o => !o.Passed).Select(o => new Problem(
            "SEG-SEGM-140", $"Model {model.Name} fails a decision test. {o}.", "Mend the rule that changed it, or change the expectation in tests.yaml together with those who own it; `segml model test` shows all of them.")));

    private static DecisionOutcome Run(ModelDefinition model, DecisionTest test)
    {
        try
        {
            var drivers = Drivers(model, test);
            DimensionClasses[] dimensions = [.. model.Dimensions.Select(d => new DimensionClasses(d.Key, Classify(model, d.Key, d.Value, test, drivers), null))];
            var facts = new EntityFacts([(int)drivers["active_buckets"][0]], [(int)drivers["demand_buckets"][0]], [(int)drivers["idle_buckets"][0]], [drivers["units_returned"][0]])
            {
                NetValue = drivers[model.ValueDriver],
                SeasonPeriods = [(int)drivers["season_buckets"][0]],
            };
            var flow = SegmentFlow.Run(
                model, dimensions, n => drivers.Has(n) ? drivers[n] : null, facts, (matrix, _) => Before(model, test, matrix), k => k == test.Key ? 0 : -1, test.AsOf, CancellationToken.None);
            return Outcome(test, flow.Draft);
        }
        catch (ProblemException e)
        {
            return new DecisionOutcome(test, null, null, string.Join(' ', e.Problems));
        }
    }

    private static DecisionOutcome Outcome(DecisionTest test, SegmentDraft draft)
    {
        string Code(int segment) => draft.Matrix.Segments[segment].Code;
        var moves = draft.Changes.Select(c => $"{AssignmentTable.NameOf(c.Decision)}{(c.By.Length == 0 ? "" : $" '{c.By}'")}: {Code(c.From)} to {Code(c.To)}");
        return new DecisionOutcome(test, Code(draft.Segment[0]), AssignmentTable.NameOf(draft.DecidedBy[0]), string.Join("; ", [draft.Model.Reasons[draft.ReasonOf(0)].Replace(";", ", ", StringComparison.Ordinal), .. moves]));
    }

    private static DriverTable Drivers(ModelDefinition model, DecisionTest test)
    {
        string[] names = [.. DriverTable.NamesRead(model).Concat(Defaults.Keys).Concat([model.ValueDriver, "cv"]).Concat(model.Factors.Keys).Distinct(StringComparer.Ordinal)];
        var strange = test.Given.Keys.Concat(test.Classes.Keys.Except(model.Dimensions.Keys, StringComparer.Ordinal)).FirstOrDefault(g => !names.Contains(g, StringComparer.Ordinal));
        return strange is null
            ? DriverTable.Of(names.ToDictionary(n => n, n => (double[])[test.Given.TryGetValue(n, out var given) ? given : Defaults.TryGetValue(n, out var usual) ? usual : double.NaN], StringComparer.Ordinal), 1)
            : throw new ProblemException(new Problem("SEG-SEGM-141", $"It gives '{strange}', which the model does not read.", Definition.Yaml.ClosestMatch.Hint(strange, [.. names, .. model.Dimensions.Keys])));
    }

    private static Classification Classify(ModelDefinition model, string name, DimensionDefinition definition, DecisionTest test, DriverTable drivers)
    {
        var alone = definition.Kind is DimensionKind.Variability or DimensionKind.Threshold or DimensionKind.Movement or DimensionKind.DemandClass;
        var given = test.Classes.GetValueOrDefault(name);
        if (given is null && alone)
        {
            return DimensionClassifier.ByRule(name, definition, drivers, null);
        }

        var scheme = DimensionSchemes.Of(model, name, definition);
        if (given is null && SegmentFlow.MatrixDimensions(model).Contains(name, StringComparer.Ordinal) && Defaults.All(d => !test.Given.ContainsKey(d.Key)))
        {
            throw new ProblemException(new Problem("SEG-SEGM-141", $"It gives no class of {name}, which hangs on the other entities.", $"Add classes: {{{name}: {scheme.Codes[0]}}}."));
        }

        return scheme.IndexOf(given ?? scheme.Codes[^1]) is >= 0 and var index
            ? new TagClassification(scheme, [(byte)index])
            : throw new ProblemException(new Problem("SEG-SEGM-141", $"It gives {name} the class '{given}'.", $"Known: {string.Join(", ", scheme.Codes)}."));
    }

    private static PreviousSegments? Before(ModelDefinition model, DecisionTest test, SegmentMatrix matrix)
    {
        if (test.Before is not { } before)
        {
            return null;
        }

        var names = SegmentFlow.MatrixDimensions(model);
        byte Class(int d) => before.Classes.TryGetValue(names[d], out var code) && matrix.Dimensions[d].IndexOf(code) is >= 0 and var index ? (byte)index : ClassScheme.NoClass;
        return matrix.IndexOf(before.Segment) is >= 0 and var segment
            ? new PreviousSegments([segment], [.. names.Select((_, d) => (byte[])[Class(d)])], [before.Dwell])
            : throw new ProblemException(new Problem("SEG-SEGM-141", $"It stood before in '{before.Segment}', which no cell and no edge case gives.", $"Known: {string.Join(", ", matrix.Segments.Select(s => s.Code))}."));
    }
}
