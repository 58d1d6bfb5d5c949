namespace SegmentationML.Pipeline.Ports;

/// <summary>Names of versions: aliases, which move, and tags, which do not. Every change is one transaction and is recorded in the audit chain.</summary>
public interface IVersionNames
{
    /// <summary>Points an alias to a version, in one step, wherever it pointed before.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="alias">By the rules of <see cref="VersionName"/>.</param>
    /// <param name="version">The version; it must not be expired.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="condition">Looks at the version that it points to (null for none) inside the change; it may throw, and then nothing changes.</param>
    /// <returns>The version that it pointed to before; null for none.</returns>
    long? Point(string pipeline, string alias, long version, string actor, Action<long?>? condition = null);

    /// <summary>Gives a version a tag. A tag that another version bears is refused with <c>SEG-PUB-016</c>: what it stands for does not change.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="tag">By the rules of <see cref="VersionName"/>.</param>
    /// <param name="version">The version; it must not be expired.</param>
    /// <param name="actor">Who does it.</param>
    void Tag(string pipeline, string tag, long version, string actor);

    /// <summary>Takes an alias away; true when there was one.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="actor">Who does it.</param>
    bool Unpoint(string pipeline, string alias, string actor);

    /// <summary>Takes a tag away; true when there was one.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="actor">Who does it.</param>
    bool Untag(string pipeline, string tag, string actor);
}
