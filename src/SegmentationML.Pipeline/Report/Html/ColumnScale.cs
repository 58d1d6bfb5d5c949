namespace SegmentationML.Pipeline.Report.Html;

/// <summary>One unit for all amounts of a column, so that they can be compared at a glance.</summary>
/// <param name="Divisor">1, a thousand or a million.</param>
/// <param name="Prefix">Stands before the unit in the heading: nothing, <c>k</c> or <c>M</c>.</param>
internal readonly record struct ColumnScale(double Divisor, string Prefix)
{
    /// <summary>The scale in which the greatest value has at most six digits.</summary>
    public static ColumnScale Of(IEnumerable<double> values)
    {
        var greatest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return greatest switch
        {
            >= 1e9 => new(1e6, "M "),
            >= 1e6 => new(1e3, "k "),
            _ => new(1, ""),
        };
    }

    /// <summary>A value in this scale.</summary>
    public string Show(double value) => Divisor == 1 || Math.Abs(value / Divisor) >= 1000 ? Figures.Amount(value / Divisor, grouped: true) : Figures.Tenths(value / Divisor);
}
