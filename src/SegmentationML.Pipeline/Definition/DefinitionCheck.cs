using SegmentationML.Contracts.Tables;
using SegmentationML.Core;
using SegmentationML.Core.Segmentation;
using SegmentationML.Core.Segmentation.Chain;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Definition;

/// <summary>What the sections of a pipeline and its model ask of each other, as far as no data is needed: the classes' bounds, a policy for every segment, the entity's columns.</summary>
internal static class DefinitionCheck
{
    /// <summary>Lists everything that is wrong with a pipeline whose settings are valid one by one.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public static IEnumerable<Problem> Of(PipelineDefinition pipeline)
    {
        CanonicalTable?[] tables = [.. pipeline.Ingest.Sources.Select(s => s.Value.TableOf(s.Key))];
        if ((tables.FirstOrDefault(t => t == OrderLines.Table) ?? tables.FirstOrDefault(t => t?.Name == "demand")) is not { } table)
        {
            yield return new Problem("SEG-FEAT-006", "ingest.sources: none feeds order_lines or demand.", "Declare a source for one of them.");
            yield break;
        }

        string[] columns = [.. table.Columns.Select(c => c.Name)];
        foreach (var key in pipeline.Entity.Where(k => !columns.Contains(k, StringComparer.Ordinal)))
        {
            yield return new Problem("SEG-FEAT-008", $"entity names '{key}', which {table} does not have.", ClosestMatch.Hint(key, columns));
        }
    }

    /// <summary>Lists everything that is wrong with a model whose settings are valid one by one.</summary>
    /// <param name="model">The model.</param>
    public static IReadOnlyList<Problem> Of(ModelDefinition model)
    {
        var problems = new List<Problem>();
        var schemes = new Dictionary<string, ClassScheme>(StringComparer.Ordinal);
        foreach (var (name, dimension) in model.Dimensions)
        {
            Collect($"dimensions.{name}: ", () => schemes.Add(name, DimensionSchemes.Of(model, name, dimension)));
            if (schemes.TryGetValue(name, out var scheme) && IsKnown(dimension))
            {
                problems.AddRange(dimension.Names.Keys.Where(c => scheme.IndexOf(c) < 0).Select(c => new Problem("SEG-SEGM-127", $"dimensions.{name}.names calls '{c}', which is none of its classes.", ClosestMatch.Hint(c, scheme.Codes))));
            }
        }

        var used = SegmentFlow.MatrixDimensions(model);
        if (problems.Count == 0 && used.All(d => IsKnown(model.Dimensions[d])))
        {
            Collect("", () => AfterTheMatrix(model, MatrixBuilder.Build(model, [.. used.Select(d => schemes[d])], model.EdgeCases.List()), schemes));
        }

        return problems;

        void Collect(string prefix, Action build)
        {
            try
            {
                build();
            }
            catch (ProblemException e)
            {
                problems.AddRange(e.Problems.Select(p => p with { What = prefix + p.What }));
            }
        }
    }

    /// <summary>Lists the features that a model reads and that nothing computes, before any is computed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">The pipeline's features.</param>
    /// <param name="groups">The feature groups that there are.</param>
    public static IEnumerable<Problem> Drivers(ModelDefinition model, FeaturesOptions options, IReadOnlyList<FeatureGroup> groups)
    {
        string[] known = [.. groups.Where(g => options.Groups is null || options.Groups.Contains(g.Name, StringComparer.Ordinal)).SelectMany(g => g.Columns).Concat(DemandFeatures.ColumnsOf([])).Select(c => c.Name)];
        return DriverTable.NamesRead(model).Where(d => !known.Contains(d, StringComparer.Ordinal) && !model.Factors.ContainsKey(d)).Select(d => new Problem(
            "SEG-SEGM-109", $"{DriverTable.ReaderOf(model, d)} reads the feature '{d}', which no feature group gives.", ClosestMatch.Hint(d, [.. known, .. model.Factors.Keys])));
    }

    /// <summary>Rules, overrides and events against segments and classes: what they name, and whether they contradict each other.</summary>
    private static void AfterTheMatrix(ModelDefinition model, SegmentMatrix matrix, Dictionary<string, ClassScheme> schemes)
    {
        string[] names = [.. model.Dimensions.Keys];
        var read = DriverTable.NamesRead(model).ToHashSet(StringComparer.Ordinal);
        var nobody = new SegmentFacts(
            name => read.Contains(name) ? [] : null,
            [.. model.Dimensions.Keys.Select(n => new DimensionClasses(n, new TagClassification(schemes[n], []), null))]);
        ExpertRuleBook.Create([.. model.Rules.Select(r => r.ToRule(names))], matrix, SegmentOrder.Of(matrix, model.Order), nobody);
        PlacedEntities.Create(SegmentDecision.Override, PlacementText.Of(model.Overrides, names, _ => 0, (_, _) => { }), matrix, nobody, DateOnly.MinValue);
        PlacedEntities.Create(SegmentDecision.Event, PlacementText.Of(model.Events, names, _ => 0, (_, _) => { }), matrix, nobody, DateOnly.MinValue);
    }

    /// <summary>The codes of a model's segments; null when only the data tells which there are.</summary>
    /// <param name="model">The model; checked.</param>
    public static IReadOnlyList<string>? SegmentsOf(ModelDefinition model)
    {
        var used = SegmentFlow.MatrixDimensions(model);
        return used.All(d => IsKnown(model.Dimensions[d]))
            ? [.. MatrixBuilder.Build(model, [.. used.Select(d => DimensionSchemes.Of(model, d, model.Dimensions[d]))], model.EdgeCases.List()).Segments.Select(s => s.Code)]
            : null;
    }

    /// <summary>False when only the data tells which classes there are: a number of clusters to be chosen, all segments of another pipeline.</summary>
    private static bool IsKnown(DimensionDefinition dimension) => dimension.Kind switch
    {
        DimensionKind.KMeans => dimension.Clusters is not null,
        DimensionKind.SegmentOf => dimension.Classes.Count > 0,
        _ => true,
    };
}
