using System.Text.Json;

namespace TlsDissect.Output.Report;

/// <summary>Texts that rows share, each once. It is bounded: a text that finds no place is written in its row.</summary>
/// <param name="maxCount">Limit on the number of texts.</param>
/// <param name="maxCharacters">Limit on the characters of all texts.</param>
internal sealed class StringTable(int maxCount = StringTable.MaxCount, long maxCharacters = StringTable.MaxCharacters)
{
    public const int MaxCount = 1 << 16;
    public const long MaxCharacters = 4L << 20;

    private readonly Dictionary<string, int> _indexes = [];
    private readonly List<string> _texts = [];
    private long _characters;

    /// <summary>Writes a text as its index, or as it is.</summary>
    public void WriteCell(Utf8JsonWriter json, string? text)
    {
        if (text is null)
        {
            json.WriteNullValue();
            return;
        }

        if (!_indexes.TryGetValue(text, out int index))
        {
            if (_texts.Count >= maxCount || _characters + text.Length > maxCharacters)
            {
                json.WriteStringValue(text);
                return;
            }

            index = _texts.Count;
            _indexes.Add(text, index);
            _texts.Add(text);
            _characters += text.Length;
        }

        json.WriteNumberValue(index);
    }

    /// <summary>Writes all texts as an array.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (string text in _texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
