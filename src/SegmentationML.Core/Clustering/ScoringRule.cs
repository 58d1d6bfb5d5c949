using System.Text.Json.Serialization;

namespace SegmentationML.Core.Clustering;

/// <summary>How a fitted clustering labels points: plain numbers, to be stored by others and used again. It never gives a label that the fit did not know.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "rule")]
[JsonDerivedType(typeof(NearestCentreRule), "nearest-centre")]
[JsonDerivedType(typeof(NearestRowRule), "nearest-row")]
[JsonDerivedType(typeof(NearestMedoidRule), "nearest-medoid")]
[JsonDerivedType(typeof(PrototypeRule), "prototype")]
[JsonDerivedType(typeof(MixtureRule), "mixture")]
public abstract record ScoringRule
{
    /// <summary>A scorer with its own scratch, for one thread.</summary>
    internal abstract IRowScorer Scorer();

    /// <summary>Whether its numbers are those of a rule for so many clusters and points of this shape.</summary>
    /// <param name="clusters">Number of clusters.</param>
    /// <param name="dimensions">Numbers of a point.</param>
    /// <param name="levels">Number of levels by feature that is kept as levels.</param>
    internal abstract bool Fits(int clusters, int dimensions, int[] levels);
}
