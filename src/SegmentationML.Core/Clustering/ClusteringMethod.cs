using SegmentationML.Core.Clustering.Density;

namespace SegmentationML.Core.Clustering;

/// <summary>One method of the catalogue.</summary>
/// <param name="Name">As in configuration and results.</param>
/// <param name="Summary">One line for help.</param>
/// <param name="Abilities">What it can be told.</param>
/// <param name="Make">Makes it of settings that it knows.</param>
public sealed record ClusteringMethod(string Name, string Summary, MethodAbility Abilities, Func<MethodSettings, IClusterer> Make)
{
    /// <summary>Whether it is told a number of clusters; otherwise it finds its own.</summary>
    public bool TakesCount => Can(MethodAbility.Count);

    /// <summary>Whether points may have levels beside their numbers.</summary>
    public bool TakesLevels => Can(MethodAbility.Levels);

    /// <summary>Whether the method has an ability.</summary>
    public bool Can(MethodAbility ability) => (Abilities & ability) == ability;

    /// <summary>Makes the method; what it would not keep to is refused and never passed over.</summary>
    public IClusterer Create(MethodSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ProblemException.ThrowIfAny(Problems(settings));
        return Make(settings);
    }

    /// <summary>What is asked that the method would not keep to.</summary>
    public IEnumerable<Problem> Problems(MethodSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return
            from asked in (IEnumerable<(bool Is, MethodAbility Ability, string What)>)
            [
                (settings.MinimumSize > 0, MethodAbility.LeastSize, $"a least size of {settings.MinimumSize} rows"),
                (settings.MaximumSize > 0, MethodAbility.GreatestSize, $"a greatest size of {settings.MaximumSize} rows"),
                (settings.MustLink.Count + settings.CannotLink.Count > 0, MethodAbility.Links, "links between rows"),
                (settings.Noise == NoiseRule.Unassigned, MethodAbility.Noise, "that noise stays unassigned"),
            ]
            where asked.Is && !Can(asked.Ability)
            select ClusteringProblems.NotKept(Name, asked.What, string.Join(", ", ClustererCatalog.Methods.Where(method => method.Can(asked.Ability)).Select(method => method.Name)));
    }
}
