namespace SegmentationML.Core.Segmentation;

/// <summary>The values at which an entity of each tie group would change its class, all other entities as they are.</summary>
/// <param name="Gain">Value from which on the entity has a better class, shape (g); NaN in the first class.</param>
/// <param name="GainClass">The class just beyond <paramref name="Gain"/>.</param>
/// <param name="Loss">Value below which (or at which, where the share crosses the cut continuously) the entity has a worse class, shape (g); NaN when no positive value has one.</param>
/// <param name="LossClass">The class just below <paramref name="Loss"/>.</param>
internal sealed record ShareBoundaries(double[] Gain, byte[] GainClass, double[] Loss, byte[] LossClass)
{
    public static ShareBoundaries Empty(int groups)
    {
        var empty = new ShareBoundaries(new double[groups], new byte[groups], new double[groups], new byte[groups]);
        Array.Fill(empty.Gain, double.NaN);
        Array.Fill(empty.Loss, double.NaN);
        Array.Fill(empty.GainClass, ClassScheme.NoClass);
        Array.Fill(empty.LossClass, ClassScheme.NoClass);
        return empty;
    }
}
