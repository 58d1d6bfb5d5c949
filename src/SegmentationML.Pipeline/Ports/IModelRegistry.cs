using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ports;

/// <summary>Keeps the fitted versions of models: immutable, numbered, whole or not there; data and never code.</summary>
public interface IModelRegistry
{
    /// <summary>Registers what a run fitted. The same definition and fitted parameters give the same version, whoever registers them; the run is then noted as one more that came to it.</summary>
    /// <param name="registration">What was fitted, and by which run.</param>
    /// <param name="write">Writes the files into an empty folder; called only when the version is new.</param>
    ModelVersion Register(ModelRegistration registration, Action<string> write);

    /// <summary>The names of all models that have versions, in order.</summary>
    IReadOnlyList<string> Models();

    /// <summary>All versions of a model, oldest first, removed ones included.</summary>
    /// <param name="model">The model's name.</param>
    IReadOnlyList<ModelVersion> List(string model);

    /// <summary>One version; null when there is none. Its files are not looked at.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="reference">A number, an alias (<c>champion</c>, or <c>@7</c> for one that looks like a number), or <c>latest</c>.</param>
    ModelVersion? Find(string model, string reference);

    /// <summary>One version with every file checked against its digest. A version that is damaged is refused; then the newest older one that is whole is taken, if asked.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="reference">As for <see cref="Find"/>.</param>
    /// <param name="fallBack">Whether an older version will do.</param>
    ModelLoad Load(string model, string reference, bool fallBack);

    /// <summary>The registered version that a published version was made with; null when none is on record.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="version">The published version.</param>
    ModelVersion? Of(string pipeline, long version);

    /// <summary>The runs that came to a version, oldest first.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">The version's number.</param>
    IReadOnlyList<ModelLineage> Lineage(string model, long version);

    /// <summary>The aliases of a model and the versions they point to.</summary>
    /// <param name="model">The model's name.</param>
    IReadOnlyDictionary<string, long> Aliases(string model);

    /// <summary>Points an alias to a version, taking it from any other in the same step.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="alias">1 to 255 letters, digits, hyphens and underscores; neither <c>latest</c> nor <c>v</c> with a number.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="condition">Looks at the version that it points to (null for none) inside the change; it may throw, and then nothing changes.</param>
    void SetAlias(string model, string alias, long version, string actor, Action<long?>? condition = null);

    /// <summary>Removes an alias; one that is not there is fine.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="actor">Who does it.</param>
    void DropAlias(string model, string alias, string actor);

    /// <summary>The tags of a version.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">The version's number.</param>
    IReadOnlyDictionary<string, string> Tags(string model, long version);

    /// <summary>Sets or, with null, removes a tag of a version. A tagged version is never collected.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="key">1 to 250 letters, digits and <c>_ . - /</c>.</param>
    /// <param name="value">At most 5,000 characters; null removes the tag.</param>
    /// <param name="actor">Who does it.</param>
    void Tag(string model, long version, string key, string? value, string actor);

    /// <summary>Removes the files of versions that nothing needs: no alias, no tag, not the newest so many, not those of a version that its pipeline has in use. Numbers and records stay.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="keepLast">So many of the newest stay; at least 1.</param>
    /// <param name="dryRun">Only tell.</param>
    /// <param name="actor">Who does it.</param>
    IReadOnlyList<ModelGarbage> Collect(string model, int keepLast, bool dryRun, string actor);

    /// <summary>Checks every file of a version against its manifest, byte by byte.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">The version's number.</param>
    IReadOnlyList<Problem> Verify(string model, long version);
}
