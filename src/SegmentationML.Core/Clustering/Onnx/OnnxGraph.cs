using System.Runtime.InteropServices;

namespace SegmentationML.Core.Clustering.Onnx;

/// <summary>Builds a graph of operators: each call adds a node or a constant and gives the name of its result.</summary>
/// <remarks>ONNX IR version 8, operator set 17 and ai.onnx.ml 3 (onnx.proto of ONNX 1.12, which names the field numbers).</remarks>
internal sealed class OnnxGraph
{
    public const int Float = 1;
    public const int Int64 = 7;
    public const int Text = 8;
    public const int Double = 11;

    private readonly OnnxMessage _graph = new();
    private readonly OnnxMessage _ends = new();
    private int _names;

    public string Numbers(double[] values, params long[] shape) => Constant(Double, MemoryMarshal.AsBytes(values.AsSpan()), shape);

    public string Integers(long[] values, params long[] shape) => Constant(Int64, MemoryMarshal.AsBytes(values.AsSpan()), shape);

    /// <summary>Axes, places: a list of whole numbers.</summary>
    public string List(params long[] values) => Integers(values, values.Length);

    /// <summary>A node with one result.</summary>
    public string Node(string operation, params string[] inputs) => Node(operation, "", [], inputs);

    /// <summary>A node with whole numbers as attributes.</summary>
    public string Node(string operation, (string Name, long Value) attribute, params string[] inputs)
        => Node(operation, "", [Attribute(attribute.Name, 2).Add(3, attribute.Value)], inputs);

    /// <summary>A number of a list of texts, and what stands for a text that is not in it.</summary>
    public string Encode(IReadOnlyList<string> keys, long[] values, long otherwise, string input)
    {
        var (texts, numbers) = (Attribute("keys_strings", 8), Attribute("values_int64s", 7));
        for (var i = 0; i < keys.Count; i++)
        {
            texts.Add(9, keys[i]);
            numbers.Add(8, values[i]);
        }

        return Node("LabelEncoder", "ai.onnx.ml", [texts, numbers, Attribute("default_int64", 2).Add(3, otherwise)], [input]);
    }

    /// <summary>An operand of the model: rows by a fixed number of columns.</summary>
    public string Input(string name, int type, int columns)
    {
        _ends.Add(11, ValueOf(name, type, columns));
        return name;
    }

    /// <summary>A result of the model: one value a row, or a fixed number of columns.</summary>
    public void Output(string name, int type, int columns, string value)
    {
        _graph.Add(1, new OnnxMessage().Add(1, value).Add(2, name).Add(4, "Identity"));
        _ends.Add(12, ValueOf(name, type, columns));
    }

    /// <summary>The model.</summary>
    public byte[] Model(IEnumerable<(string Key, string Value)> notes)
    {
        byte[] graph = [.. _graph.ToArray(), .. new OnnxMessage().Add(2, "clusters").ToArray(), .. _ends.ToArray()];
        var model = new OnnxMessage().Add(1, 8).Add(2, "SegmentationML").Add(7, graph)
            .Add(8, new OnnxMessage().Add(1, "").Add(2, 17))
            .Add(8, new OnnxMessage().Add(1, "ai.onnx.ml").Add(2, 3));
        foreach (var (key, value) in notes)
        {
            model.Add(14, new OnnxMessage().Add(1, key).Add(2, value));
        }

        return model.ToArray();
    }

    private static OnnxMessage Attribute(string name, int type) => new OnnxMessage().Add(1, name).Add(20, type);

    private static OnnxMessage ValueOf(string name, int type, int columns)
    {
        var shape = new OnnxMessage().Add(1, new OnnxMessage().Add(2, "rows"));
        if (columns > 0)
        {
            shape.Add(1, new OnnxMessage().Add(1, columns));
        }

        return new OnnxMessage().Add(1, name).Add(2, new OnnxMessage().Add(1, new OnnxMessage().Add(1, type).Add(2, shape)));
    }

    private string Node(string operation, string domain, OnnxMessage[] attributes, string[] inputs)
    {
        var name = NextName();
        var node = new OnnxMessage();
        foreach (var input in inputs)
        {
            node.Add(1, input);
        }

        node.Add(2, name).Add(4, operation);
        foreach (var attribute in attributes)
        {
            node.Add(5, attribute);
        }

        _graph.Add(1, domain.Length == 0 ? node : node.Add(7, domain));
        return name;
    }

    private string Constant(int type, ReadOnlySpan<byte> bytes, long[] shape)
    {
        var name = NextName();
        var tensor = new OnnxMessage();
        foreach (var length in shape)
        {
            tensor.Add(1, length);
        }

        _graph.Add(5, tensor.Add(2, type).Add(8, name).Add(9, bytes));
        return name;
    }

    private string NextName() => FormattableString.Invariant($"v{_names++}");
}
