namespace SegmentationML.Storage.Registry.Outbox;

/// <summary>What happened in the model registry.</summary>
internal enum RegistryEventKind
{
    /// <summary>A version of a model was registered; its files lie in the version's folder.</summary>
    VersionRegistered,

    /// <summary>A version got a tag, or a tag another value.</summary>
    VersionTagged,

    /// <summary>A version lost a tag.</summary>
    VersionUntagged,

    /// <summary>An alias was given to a version, or moved to it.</summary>
    AliasSet,

    /// <summary>An alias was taken away.</summary>
    AliasRemoved,

    /// <summary>A version was removed.</summary>
    VersionRemoved,
}
