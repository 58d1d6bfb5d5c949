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
}
