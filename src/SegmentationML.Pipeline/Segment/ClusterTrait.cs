namespace SegmentationML.Pipeline.Segment;

/// <summary>What sets a cluster apart in one driver, as the ledger holds it: <c>+order_count</c> for much of it, <c>-order_count</c> for little, <c>++</c> and <c>--</c> for very much and very little, <c>+~</c> and <c>-~</c> for rather.</summary>
internal static class ClusterTrait
{
    /// <summary>Deviation, in interquartile ranges, below which a driver says nothing of a cluster.</summary>
    private const double Telling = 0.25;

    /// <summary>Deviation up to which a cluster has rather much of a driver.</summary>
    private const double Rather = 0.6;

    /// <summary>Deviation from which a cluster has very much of a driver.</summary>
    private const double Very = 1.8;

    /// <summary>A grade is kept until the deviation has left its band by this factor, so that a refit does not rename by a hair.</summary>
    private const double Slack = 1.25;

    /// <summary>Whether a deviation says something of a cluster.</summary>
    /// <param name="deviation">Distance from all entities in interquartile ranges.</param>
    public static bool Tells(double deviation) => Math.Abs(deviation) >= Telling;

    /// <summary>The trait of a driver.</summary>
    /// <param name="driver">Its name.</param>
    /// <param name="deviation">Distance from all entities in interquartile ranges; not zero.</param>
    public static string Of(string driver, double deviation)
    {
        var sign = deviation > 0 ? '+' : '-';
        return Math.Abs(deviation) switch
        {
            < Rather => $"{sign}~{driver}",
            > Very => $"{sign}{sign}{driver}",
            _ => $"{sign}{driver}",
        };
    }

    /// <summary>Whether a trait given earlier still says the truth of a driver.</summary>
    /// <param name="trait">The trait.</param>
    /// <param name="driver">The driver's name.</param>
    /// <param name="deviation">Distance from all entities in interquartile ranges.</param>
    public static bool StillHolds(string trait, string driver, double deviation)
        => Of(driver, deviation) == trait || Of(driver, deviation * Slack) == trait || Of(driver, deviation / Slack) == trait;

    /// <summary>A trait in words: very many orders.</summary>
    /// <param name="trait">The trait.</param>
    public static string Text(string trait)
    {
        var (much, grade) = (trait[0] == '+', trait[1]);
        var driver = trait[(grade is '+' or '-' or '~' ? 2 : 1)..];
        return DriverWords.Extreme(driver, much, grade switch { '~' => "rather", '+' or '-' => "very", _ => "" });
    }
}
