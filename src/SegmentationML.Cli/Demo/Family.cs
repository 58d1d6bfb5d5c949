namespace SegmentationML.Cli.Demo;

/// <summary>A product family: names are its noun with a size and a variant.</summary>
/// <param name="Subcategory">The level between category and family.</param>
/// <param name="Name">The family, in the plural.</param>
/// <param name="Noun">How one product's name starts.</param>
/// <param name="Sizes">Size designations.</param>
/// <param name="Variants">Material, grade or execution.</param>
internal sealed record Family(string Subcategory, string Name, string Noun, IReadOnlyList<string> Sizes, IReadOnlyList<string> Variants)
{
    /// <summary>The name of the k-th product of the family; past all combinations a series letter is added, so names stay unique.</summary>
    /// <param name="k">Zero-based.</param>
    public string ProductName(int k)
    {
        var combination = k % (Sizes.Count * Variants.Count);
        var series = k / (Sizes.Count * Variants.Count);
        var name = $"{Noun} {Sizes[combination % Sizes.Count]}, {Variants[combination / Sizes.Count]}";
        return series == 0 ? name : $"{name}, series {series + 1}";
    }
}
