namespace SegmentationML.Core.Clustering;

/// <summary>What the fit learnt about one feature; scoring uses nothing else.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Transform">What is taken of it first.</param>
/// <param name="Lambda">The power of Yeo and Johnson; NaN without.</param>
/// <param name="Median">Stands in for NaN, on the raw scale; NaN when missing values are refused.</param>
/// <param name="LowerLimit">Smaller values, after the transform, are set to it; negative infinity without winsorising.</param>
/// <param name="UpperLimit">Larger values, after the transform, are set to it; positive infinity without winsorising.</param>
/// <param name="Centre">Subtracted.</param>
/// <param name="Scale">Divided by; 0 when the value does not vary and was dropped.</param>
/// <param name="Weight">Weight of the squared differences: the scaled value is multiplied by its root (by itself under Gower).</param>
/// <param name="ScaleRule">What <paramref name="Scale"/> is: sd, iqr, mad, range, none, quantile, gower, levels or dropped.</param>
/// <param name="Clipped">Training rows that winsorising changed.</param>
/// <param name="Missing">Training rows whose value was not known.</param>
public sealed record FittedFeature(
    string Name,
    FeatureTransform Transform,
    double Lambda,
    double Median,
    double LowerLimit,
    double UpperLimit,
    double Centre,
    double Scale,
    double Weight,
    string ScaleRule,
    long Clipped,
    long Missing)
{
    /// <summary>Ascending training values at equal steps of probability, for quantile scaling; null without.</summary>
    public IReadOnlyList<double>? Knots { get; init; }

    /// <summary>The treatment of zeros; null without.</summary>
    public FittedHurdle? Hurdle { get; init; }

    /// <summary>The levels of a feature whose values are names; null for a number.</summary>
    public FittedCategory? Category { get; init; }

    /// <summary>True when the feature does not vary after preparation: it takes no part in distances.</summary>
    public bool Dropped => Dimensions == 0 && !KeptAsLevels;

    /// <summary>True when its levels are kept beside the numbers.</summary>
    public bool KeptAsLevels => Category is { Encoding: CategoryEncoding.Levels, Levels.Count: > 1 };

    /// <summary>Numbers that the feature gives to a prepared point.</summary>
    public int Dimensions => this switch
    {
        { Category: { Encoding: CategoryEncoding.OneHot, Levels.Count: > 1 and var levels } } => levels,
        { Category: not null } => 0,
        _ => (Scale == 0 ? 0 : 1) + (Hurdle is { IndicatorScale: > 0 } ? 1 : 0),
    };

    /// <summary>Whether a raw value can be prepared: finite, or missing with something to stand in; a level's code from -1 (unseen) on.</summary>
    internal bool Accepts(double raw) => Category is { } category
        ? double.IsNaN(raw) ? category.Usual >= 0 : raw >= 0 || category.Unseen == UnseenLevelRule.Differs
        : double.IsFinite(raw) || (double.IsNaN(raw) && !double.IsNaN(Median));

    /// <summary>Writes the prepared numbers, <see cref="Dimensions"/> of them; NaN stays NaN when missing values are refused.</summary>
    /// <param name="raw">The value, or the code of its level in the fit's order.</param>
    /// <param name="target">Receives them.</param>
    internal void Prepare(double raw, Span<double> target)
    {
        if (Category is not null)
        {
            target.Clear();
            if (target.Length > 0 && LevelOf(raw) is >= 0 and var level)
            {
                target[level] = Math.Sqrt(Weight / 2);
            }

            return;
        }

        var value = double.IsNaN(raw) ? Median : raw;
        if (Hurdle is { } hurdle)
        {
            if (hurdle.IndicatorScale > 0)
            {
                target[^1] = ((value > 0 ? 1 : 0) - (1 - hurdle.ZeroShare)) / hurdle.IndicatorScale * Math.Sqrt(Weight);
            }

            value = value > 0 ? value : hurdle.StandIn;
        }

        if (Scale != 0)
        {
            target[0] = Scaled(Transformed(value));
        }
    }

    /// <summary>Whether a prepared number can be told in the feature's own unit: it varies, and is neither a name nor a rank.</summary>
    internal bool CanRestore => Category is null && Scale != 0 && ScaleRule is not ("quantile" or "gower") && Weight > 0;

    /// <summary>The raw value of a prepared number; NaN beyond the limits of winsorising, where no raw value is prepared to it, and where a feature treated for zeros would fall to zero.</summary>
    internal double Restore(double prepared)
    {
        var transformed = (prepared / Math.Sqrt(Weight) * Scale) + Centre;
        if (!(transformed >= LowerLimit && transformed <= UpperLimit))
        {
            return double.NaN;
        }

        var raw = Transform switch
        {
            FeatureTransform.Logarithm => Math.CopySign(double.ExpM1(Math.Abs(transformed)), transformed),
            FeatureTransform.YeoJohnson => YeoJohnson.Inverse(transformed, Lambda),
            _ => transformed,
        };
        return double.IsFinite(raw) && (Hurdle is null || raw > 0) ? raw : double.NaN;
    }

    /// <summary>The prepared number of the upper (1) or lower (-1) limit; infinite without winsorising.</summary>
    internal double PreparedLimit(int direction) => ((direction > 0 ? UpperLimit : LowerLimit) - Centre) / Scale * Math.Sqrt(Weight);

    /// <summary>The level of a code: the usual one for a missing value, -1 for one that the fit did not see.</summary>
    internal int LevelOf(double raw) => double.IsNaN(raw) ? Category!.Usual : (int)raw;

    private double Transformed(double value) => Math.Clamp(
        Transform switch
        {
            FeatureTransform.Logarithm => FeatureFitter.SignedLog(value),
            FeatureTransform.YeoJohnson => YeoJohnson.Transform(value, Lambda),
            _ => value,
        },
        LowerLimit,
        UpperLimit);

    private double Scaled(double value) => ScaleRule switch
    {
        "quantile" => QuantileScale.NormalScore(Knots!, value) * Math.Sqrt(Weight),
        "gower" => Math.Clamp((value - Centre) / Scale, 0, 1) * Weight,
        _ => (value - Centre) / Scale * Math.Sqrt(Weight),
    };
}
