using SegmentationML.Storage.Arrow.FlatBuffers;

namespace SegmentationML.Storage.Arrow.Metadata;

/// <summary>Types to FlatBuffers: the tables of the union Type.</summary>
internal static class TypeEncoder
{
    /// <summary>The union's tag of a type.</summary>
    public static TypeTag Tag(ArrowType type) => type.Kind switch
    {
        ArrowKind.Null => TypeTag.Null,
        ArrowKind.Int => TypeTag.Int,
        ArrowKind.Float => TypeTag.FloatingPoint,
        ArrowKind.Bool => TypeTag.Bool,
        ArrowKind.Decimal => TypeTag.Decimal,
        ArrowKind.Date => TypeTag.Date,
        ArrowKind.Time => TypeTag.Time,
        ArrowKind.Timestamp => TypeTag.Timestamp,
        ArrowKind.Utf8 => TypeTag.Utf8,
        ArrowKind.Binary => TypeTag.Binary,
        ArrowKind.FixedBinary => TypeTag.FixedSizeBinary,
        ArrowKind.List => TypeTag.List,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The writer turns large and view types into plain ones before it encodes the schema."),
    };

    /// <summary>Writes the union's table and returns its offset.</summary>
    public static int Encode(FlatBufferBuilder builder, ArrowType type)
    {
        var zone = type.TimeZone is null ? 0 : builder.String(type.TimeZone);
        builder.StartTable(3);
        switch (type.Kind)
        {
            case ArrowKind.Int:
                builder.Int32(0, type.BitWidth);
                builder.Byte(1, type.Signed ? (byte)1 : (byte)0);
                break;
            case ArrowKind.Float:
                builder.Int16(0, (short)(type.BitWidth == 64 ? 2 : type.BitWidth == 32 ? 1 : 0));
                break;
            case ArrowKind.Decimal:
                builder.Int32(0, type.Precision);
                builder.Int32(1, type.Scale);
                builder.Int32(2, type.BitWidth, defaultValue: 128);
                break;
            case ArrowKind.Date:
                builder.Int16(0, (short)(type.BitWidth == 32 ? 0 : 1), defaultValue: 1);
                break;
            case ArrowKind.Time:
                builder.Int16(0, (short)type.Unit, defaultValue: 1);
                builder.Int32(1, type.BitWidth, defaultValue: 32);
                break;
            case ArrowKind.Timestamp:
                builder.Int16(0, (short)type.Unit);
                builder.Offset(1, zone);
                break;
            case ArrowKind.FixedBinary:
                builder.Int32(0, type.ByteWidth);
                break;
            default:
                break;
        }

        return builder.EndTable();
    }
}
