namespace SegmentationML.Pipeline.Forecast;

/// <summary>The forecast of a sum of series, as it is published.</summary>
/// <param name="Level">Name of its level; <c>total</c> for everything.</param>
/// <param name="Node">Name of its group: values of the level's columns.</param>
/// <param name="Method">Method that forecast the sum by itself: its quantiles come from it.</param>
/// <param name="Reason">Why that method.</param>
/// <param name="Mean">Sum of the means of its series, shape (h).</param>
/// <param name="Quantiles">Those of its own forecast, moved in the ratio of the means, shape (h × levels).</param>
internal sealed record SumForecast(string Level, string Node, string Method, string Reason, double[] Mean, double[] Quantiles)
{
    /// <summary>Names the sum among all levels: <c>level_1=Beverages</c>; <c>total</c> for everything.</summary>
    public string Key => Node == Level ? Level : $"{Level}={Node}";
}
