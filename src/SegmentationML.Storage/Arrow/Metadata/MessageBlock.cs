using System.Runtime.InteropServices;

namespace SegmentationML.Storage.Arrow.Metadata;

/// <summary>Where a message lies in a file.</summary>
/// <param name="Offset">Bytes from the start of the file to the message's prefix.</param>
/// <param name="MetadataLength">Bytes of prefix, metadata and padding.</param>
/// <param name="BodyLength">Bytes of the body that follows.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MessageBlock(long Offset, int MetadataLength, long BodyLength);
