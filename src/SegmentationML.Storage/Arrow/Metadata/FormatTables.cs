namespace SegmentationML.Storage.Arrow.Metadata;

/// <summary>Field numbers of the tables in Message.fbs, Schema.fbs and File.fbs of the Arrow columnar format 1.x, in declaration order.</summary>
internal static class FormatTables
{
    public const short Version4 = 3;
    public const short Version5 = 4;

    /// <summary>Message: version, header type, header, body length, custom metadata.</summary>
    public static class Message
    {
        public const int Version = 0;
        public const int HeaderType = 1;
        public const int Header = 2;
        public const int BodyLength = 3;
        public const int Slots = 5;
    }

    /// <summary>Schema: endianness, fields, custom metadata, features.</summary>
    public static class Schema
    {
        public const int Endianness = 0;
        public const int Fields = 1;
        public const int Metadata = 2;
        public const int Slots = 4;
    }

    /// <summary>Field: name, nullable, type union, dictionary encoding, children, custom metadata.</summary>
    public static class Field
    {
        public const int Name = 0;
        public const int Nullable = 1;
        public const int TypeKind = 2;
        public const int Type = 3;
        public const int Dictionary = 4;
        public const int Children = 5;
        public const int Slots = 7;
    }

    /// <summary>DictionaryEncoding: id, index type, ordered, kind.</summary>
    public static class DictionaryEncoding
    {
        public const int Id = 0;
        public const int IndexType = 1;
        public const int Slots = 4;
    }

    /// <summary>KeyValue: key, value.</summary>
    public static class KeyValue
    {
        public const int Key = 0;
        public const int Value = 1;
        public const int Slots = 2;
    }

    /// <summary>RecordBatch: rows, nodes, buffers, compression, counts of view buffers.</summary>
    public static class RecordBatch
    {
        public const int Length = 0;
        public const int Nodes = 1;
        public const int Buffers = 2;
        public const int Compression = 3;
        public const int VariadicCounts = 4;
        public const int Slots = 5;
    }

    /// <summary>BodyCompression: codec (0 LZ4 frame, 1 Zstandard), method (0: each buffer by itself).</summary>
    public static class BodyCompression
    {
        public const int Codec = 0;
        public const int Method = 1;
        public const int Slots = 2;
    }

    /// <summary>DictionaryBatch: id, values, delta.</summary>
    public static class DictionaryBatch
    {
        public const int Id = 0;
        public const int Data = 1;
        public const int IsDelta = 2;
        public const int Slots = 3;
    }

    /// <summary>Footer: version, schema, dictionary blocks, record batch blocks, custom metadata.</summary>
    public static class Footer
    {
        public const int Version = 0;
        public const int Schema = 1;
        public const int Dictionaries = 2;
        public const int RecordBatches = 3;
        public const int Slots = 5;
    }

    /// <summary>Bytes of the structs that vectors hold.</summary>
    public static class Struct
    {
        /// <summary>FieldNode: length and null count.</summary>
        public const int FieldNode = 16;

        /// <summary>Buffer: offset and length.</summary>
        public const int Buffer = 16;

        /// <summary>Block: offset, metadata length (32 bits, padded to 64), body length.</summary>
        public const int Block = 24;
    }
}
