using SegmentationML.Contracts.Tables;
using SegmentationML.Core;
using SegmentationML.Core.Segmentation;
using SegmentationML.Pipeline.Definition.Yaml;
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
        }

        var used = SegmentFlow.MatrixDimensions(model);
        if (problems.Count == 0 && used.All(d => IsKnown(model.Dimensions[d])))
        {
            Collect("", () => MatrixBuilder.Build(model, [.. used.Select(d => schemes[d])], model.EdgeCases.List()));
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

    /// <summary>False when only the data tells which classes there are: a number of clusters to be chosen, all segments of another pipeline.</summary>
    private static bool IsKnown(DimensionDefinition dimension) => dimension.Kind switch
    {
        DimensionKind.KMeans => dimension.Clusters is not null,
        DimensionKind.SegmentOf => dimension.Classes.Count > 0,
        _ => true,
    };
}
