namespace SegmentationML.Core.Clustering.Onnx;

/// <summary>The learnt preparation as a graph: raw values in, prepared points out, and which rows have no cluster.</summary>
internal sealed class PreparationGraph
{
    private readonly OnnxGraph _graph;
    private readonly FittedFeature[] _numbers;
    private readonly FittedFeature[] _names;
    private readonly List<string> _blocks = [];
    private readonly List<string> _refusals = [];
    private readonly Dictionary<string, int> _starts = new(StringComparer.Ordinal);
    private int _width;

    public PreparationGraph(OnnxGraph graph, FittedPreparation preparation, int type)
    {
        _graph = graph;
        _numbers = [.. preparation.Features.Where(feature => feature.Category is null)];
        _names = [.. preparation.Features.Where(feature => feature.Category is not null)];
        if (_numbers.Length > 0)
        {
            var raw = graph.Input("features", type, _numbers.Length);
            AddNumbers(type == OnnxGraph.Double ? raw : graph.Node("Cast", ("to", OnnxGraph.Double), raw));
        }

        if (_names.Length > 0)
        {
            AddNames(graph.Input("levels", OnnxGraph.Text, _names.Length));
        }

        var all = _blocks.Count == 1 ? _blocks[0] : graph.Node("Concat", ("axis", 1), [.. _blocks]);
        Points = graph.Node("Gather", ("axis", 1), all, graph.List([.. preparation.Features.SelectMany(Places)]));
        Refused = _refusals.Aggregate((a, b) => graph.Node("Or", a, b));
    }

    /// <summary>Prepared points, shape (rows x dimensions).</summary>
    public string Points { get; }

    /// <summary>Whether a value of the row is refused, shape (rows x 1).</summary>
    public string Refused { get; }

    /// <summary>Whether the row takes part, shape (rows x 1); null when all rows do.</summary>
    public string? Active { get; private set; }

    /// <summary>Columns of a feature among all blocks, in the order of a prepared point.</summary>
    private IEnumerable<long> Places(FittedFeature feature) => feature.Category is not null
        ? Enumerable.Range(0, feature.Dimensions).Select(level => (long)_starts[feature.Name] + level)
        : (feature.Scale == 0 ? [] : (long[])[_starts[feature.Name]]).Concat(feature.Hurdle is { IndicatorScale: > 0 } ? [_numbers.Length + _starts[feature.Name]] : []);

    private void AddNumbers(string raw)
    {
        for (var i = 0; i < _numbers.Length; i++)
        {
            _starts[_numbers[i].Name] = i;
        }

        int[] hurdles = [.. Enumerable.Range(0, _numbers.Length).Where(i => _numbers[i].Hurdle is not null)];
        var known = _graph.Node("Where", _graph.Node("IsNaN", raw), Row(feature => feature.Median), raw);
        var lost = _graph.Node("Or", _graph.Node("IsNaN", known), _graph.Node("IsInf", known));
        _refusals.Add(AnyOf(_graph.Node("And", lost, Mask(feature => !feature.Dropped))));
        if (hurdles.Length > 0)
        {
            var columns = _graph.Node("Gather", ("axis", 1), raw, _graph.List([.. hurdles.Select(i => (long)i)]));
            Active = AnyOf(_graph.Node("Not", _graph.Node("LessOrEqual", columns, Zero())));
        }

        var positive = _graph.Node("Greater", known, Zero());
        var value = hurdles.Length == 0 ? known : _graph.Node("Where", _graph.Node("Or", positive, Mask(feature => feature.Hurdle is null)), known, Row(feature => feature.Hurdle?.StandIn ?? 0));
        value = _graph.Node("Min", _graph.Node("Max", Transformed(value), Row(feature => feature.LowerLimit)), Row(feature => feature.UpperLimit));
        value = _graph.Node("Div", _graph.Node("Sub", value, Row(feature => feature.Centre)), Row(feature => feature.Scale == 0 ? 1 : feature.Scale));
        Block(_graph.Node("Mul", value, Row(feature => Math.Sqrt(feature.Weight))), _numbers.Length);
        if (hurdles.Length > 0)
        {
            var indicator = _graph.Node("Sub", AsNumber(positive), Row(feature => 1 - (feature.Hurdle?.ZeroShare ?? 0)));
            indicator = _graph.Node("Div", indicator, Row(feature => feature.Hurdle is { IndicatorScale: > 0 } hurdle ? hurdle.IndicatorScale : 1));
            Block(_graph.Node("Mul", indicator, Row(feature => Math.Sqrt(feature.Weight))), _numbers.Length);
        }
    }

    /// <summary>sign(x) ln(1 + |x|), and Yeo and Johnson's power: both are a power of the part above zero less one of the part below.</summary>
    private string Transformed(string value)
    {
        if (Array.TrueForAll(_numbers, feature => feature.Transform == FeatureTransform.None))
        {
            return value;
        }

        static double Lambda(FittedFeature feature) => feature.Transform == FeatureTransform.YeoJohnson ? feature.Lambda : 0;
        var above = Power(_graph.Node("Max", value, Zero()), Lambda);
        var below = Power(_graph.Node("Max", _graph.Node("Neg", value), Zero()), feature => feature.Transform == FeatureTransform.YeoJohnson ? 2 - feature.Lambda : 0);
        return _graph.Node("Where", Mask(feature => feature.Transform == FeatureTransform.None), value, _graph.Node("Sub", above, below));
    }

    /// <summary>((1 + x)^λ - 1) / λ, ln(1 + x) at λ = 0.</summary>
    private string Power(string value, Func<FittedFeature, double> lambda)
    {
        var plusOne = _graph.Node("Add", value, _graph.Numbers([1], 1, 1));
        bool IsLog(FittedFeature feature) => Math.Abs(lambda(feature)) < 1e-12;
        var exponent = Row(feature => IsLog(feature) ? 1 : lambda(feature));
        var power = _graph.Node("Div", _graph.Node("Sub", _graph.Node("Pow", plusOne, exponent), _graph.Numbers([1], 1, 1)), exponent);
        return _graph.Node("Where", Mask(IsLog), _graph.Node("Log", plusOne), power);
    }

    /// <summary>One-hot numbers; a missing name (an empty text) is the usual level, one that the fit did not see is none of them, and either is refused where the fit refuses it.</summary>
    private void AddNames(string raw)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            var (feature, category) = (_names[i], _names[i].Category!);
            var (keys, values) = (category.Levels.ToList(), Enumerable.Range(0, category.Levels.Count).Select(level => (long)level).ToList());
            if (!keys.Contains("", StringComparer.Ordinal))
            {
                keys.Add("");
                values.Add(category.Usual < 0 ? -2 : category.Usual);
            }

            var code = _graph.Encode(keys, [.. values], category.Unseen == UnseenLevelRule.Refuse ? -2 : -1, _graph.Node("Gather", ("axis", 1), raw, _graph.List(i)));
            if (feature.Dimensions > 0)
            {
                _refusals.Add(_graph.Node("Equal", code, _graph.Integers([-2], 1, 1)));
                _starts[feature.Name] = _width;
                var isLevel = _graph.Node("Equal", code, _graph.Integers([.. Enumerable.Range(0, feature.Dimensions).Select(level => (long)level)], 1, feature.Dimensions));
                Block(_graph.Node("Mul", AsNumber(isLevel), _graph.Numbers([Math.Sqrt(feature.Weight / 2)], 1, 1)), feature.Dimensions);
            }
        }
    }

    private void Block(string block, int width)
    {
        _blocks.Add(block);
        _width += width;
    }

    private string Row(Func<FittedFeature, double> of) => _graph.Numbers(Array.ConvertAll(_numbers, feature => of(feature)), 1, _numbers.Length);

    private string Mask(Func<FittedFeature, bool> of) => _graph.Node("Greater", Row(feature => of(feature) ? 1 : 0), Zero());

    private string Zero() => _graph.Numbers([0], 1, 1);

    private string AsNumber(string condition) => _graph.Node("Cast", ("to", OnnxGraph.Double), condition);

    private string AnyOf(string conditions) => _graph.Node("Greater", _graph.Node("ReduceSum", AsNumber(conditions), _graph.List(1)), Zero());
}
