namespace SegmentationML.Notebooks.Client;

/// <summary>A model that has registered versions.</summary>
/// <param name="Name">The model.</param>
/// <param name="Versions">How many versions it has.</param>
/// <param name="Latest">The newest.</param>
/// <param name="Aliases">Aliases and the versions they point to.</param>
public sealed record ServiceModel(string Name, int Versions, long Latest, IReadOnlyDictionary<string, long> Aliases);
