namespace SegmentationML.Core.Clustering.Onnx;

/// <summary>A stored clustering as an ONNX model, preparation included: raw features in, labels and distances or probabilities out.</summary>
/// <remarks>
/// For clusters by nearest centre and for Gaussian mixtures. Operands: <c>features</c> (rows x numeric features, in the order of the note <c>numbers</c>; NaN where a value is not known) and, when features
/// are names, <c>levels</c> (rows x names, an empty text where it is not known). Results: <c>label</c> (-1 for a row that scoring would refuse, -2 for an inactive one) and <c>distances</c> or <c>probabilities</c>
/// (rows x clusters). Levels and missing values follow the rules of the fit.
/// </remarks>
public static class ClusterOnnx
{
    /// <summary>Makes the model; the same input gives the same bytes.</summary>
    /// <param name="stored">The clustering.</param>
    /// <param name="precision">Of operands and results; the arithmetic is of doubles, so that labels are those of <see cref="ClusterModel.Score"/> for numbers that the precision holds.</param>
    public static byte[] Export(StoredClusterModel stored, OnnxPrecision precision = OnnxPrecision.Single)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ProblemException.ThrowIfAny(Problems(stored.Model));
        var type = precision == OnnxPrecision.Single ? OnnxGraph.Float : OnnxGraph.Double;
        var graph = new OnnxGraph();
        var prepared = new PreparationGraph(graph, stored.Model.Preparation, type);
        var (nearest, name, scores) = stored.Model.Rule is MixtureRule mixture ? Mixture(graph, prepared.Points, mixture) : Centres(graph, prepared.Points, (NearestCentreRule)stored.Model.Rule);
        var label = graph.Node("Where", prepared.Refused, graph.Integers([Partition.Noise], 1, 1), nearest);
        label = prepared.Active is null ? label : graph.Node("Where", prepared.Active, label, graph.Integers([Partition.Inactive], 1, 1));
        graph.Output("label", OnnxGraph.Int64, 0, graph.Node("Squeeze", label, graph.List(1)));
        graph.Output(name, type, stored.Model.Clusters, type == OnnxGraph.Double ? scores : graph.Node("Cast", ("to", type), scores));
        var features = stored.Model.Preparation.Features;
        return graph.Model([
            ("method", stored.Model.Method),
            ("codes", string.Join(',', stored.Codes)),
            ("numbers", string.Join(',', features.Where(feature => feature.Category is null).Select(feature => feature.Name))),
            ("names", string.Join(',', features.Where(feature => feature.Category is not null).Select(feature => feature.Name))),
            ("digest", stored.Digest())]);
    }

    private static IEnumerable<Problem> Problems(ClusterModel model)
    {
        if (model.Rule is not (NearestCentreRule or MixtureRule))
        {
            yield return ClusteringProblems.NotExported($"{model.Method} labels rows by {(model.Rule is NearestRowRule ? "its nearest training rows" : "levels beside numbers")}");
        }

        foreach (var feature in model.Preparation.Features.Where(feature => feature.ScaleRule is "quantile" or "gower"))
        {
            yield return ClusteringProblems.NotExported($"'{feature.Name}' is scaled by {feature.ScaleRule}, for which ONNX has no operator");
        }
    }

    /// <summary>Squared differences to all centres; of equal distances the lowest number.</summary>
    private static (string Nearest, string Name, string Scores) Centres(OnnxGraph graph, string points, NearestCentreRule rule)
    {
        var difference = graph.Node("Sub", graph.Node("Unsqueeze", points, graph.List(1)), graph.Numbers(rule.Centres, 1, rule.Clusters, rule.Centres.Length / rule.Clusters));
        var squared = graph.Node("ReduceSum", ("keepdims", 0), graph.Node("Mul", difference, difference), graph.List(2));
        return (graph.Node("ArgMin", ("axis", 1), squared), "distances", graph.Node("Sqrt", squared));
    }

    /// <summary>Log of share and density by component, through the inverse of each Cholesky factor; their posteriors.</summary>
    private static (string Nearest, string Name, string Scores) Mixture(OnnxGraph graph, string points, MixtureRule rule)
    {
        var clusters = rule.Shares.Length;
        var dimensions = rule.Means.Length / clusters;
        var (inverses, constants) = (new double[rule.Factors.Length], new double[clusters]);
        for (var c = 0; c < clusters; c++)
        {
            var place = c * dimensions * dimensions;
            InverseTransposed(rule.Factors.AsSpan(place, dimensions * dimensions), inverses.AsSpan(place, dimensions * dimensions), dimensions);
            constants[c] = Math.Log(rule.Shares[c]) - (0.5 * dimensions * Math.Log(2 * Math.PI));
            for (var d = 0; d < dimensions; d++)
            {
                constants[c] -= Math.Log(rule.Factors[place + (d * dimensions) + d]);
            }
        }

        var difference = graph.Node("Sub", graph.Node("Unsqueeze", points, graph.List(0)), graph.Numbers(rule.Means, clusters, 1, dimensions));
        var solved = graph.Node("MatMul", difference, graph.Numbers(inverses, clusters, dimensions, dimensions));
        var squared = graph.Node("ReduceSum", ("keepdims", 0), graph.Node("Mul", solved, solved), graph.List(2));
        var logs = graph.Node("Transpose", graph.Node("Sub", graph.Numbers(constants, clusters, 1), graph.Node("Mul", squared, graph.Numbers([0.5], 1, 1))));
        return (graph.Node("ArgMax", ("axis", 1), logs), "probabilities", graph.Node("Softmax", ("axis", 1), logs));
    }

    /// <summary>Transposed inverse of a lower triangular factor, by forward substitution.</summary>
    private static void InverseTransposed(ReadOnlySpan<double> factor, Span<double> inverse, int dimensions)
    {
        for (var column = 0; column < dimensions; column++)
        {
            for (var row = column; row < dimensions; row++)
            {
                var value = row == column ? 1.0 : 0.0;
                for (var e = column; e < row; e++)
                {
                    value -= factor[(row * dimensions) + e] * inverse[(column * dimensions) + e];
                }

                inverse[(column * dimensions) + row] = value / factor[(row * dimensions) + row];
            }
        }
    }
}
