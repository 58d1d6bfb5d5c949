namespace SegmentationML.Storage.Arrow;

/// <summary>The two ways in which Arrow IPC messages are put into bytes.</summary>
public enum ArrowFormat
{
    /// <summary>With magic and a footer, for random access; extension <c>.arrow</c>, media type application/vnd.apache.arrow.file.</summary>
    File,

    /// <summary>Message after message, for pipes and sockets; extension <c>.arrows</c>, media type application/vnd.apache.arrow.stream.</summary>
    Stream,
}
