using System.Text;

namespace SegmentationML.Pipeline.Definition.Yaml;

/// <summary>How the names of properties and enum members are spelled in a YAML file.</summary>
public enum YamlNaming
{
    /// <summary><c>lead_time</c> for properties, <c>cumulative-share</c> for enum members: our own files.</summary>
    Snake,

    /// <summary><c>leadTime</c> for both: files of the Open Data Contract Standard.</summary>
    Camel,
}

/// <summary>Turns C# names into YAML names.</summary>
internal static class YamlNames
{
    public static string Property(string name, YamlNaming naming)
        => naming == YamlNaming.Camel ? char.ToLowerInvariant(name[0]) + name[1..] : Separate(name, '_');

    public static string EnumMember(string name, YamlNaming naming)
        => naming == YamlNaming.Camel ? char.ToLowerInvariant(name[0]) + name[1..] : Separate(name, '-');

    private static string Separate(string name, char separator)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
            {
                text.Append(separator);
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
