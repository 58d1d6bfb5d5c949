using System.Runtime.InteropServices;
using SegmentationML.Storage.Arrow.Metadata;

namespace SegmentationML.Storage.Arrow.Reading;

/// <summary>What a message says of itself before its header table is read.</summary>
/// <param name="Kind">Which table the header is.</param>
/// <param name="BodyLength">Bytes of the body that follows; not negative.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MessageHeader(MessageKind Kind, long BodyLength);
