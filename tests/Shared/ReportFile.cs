using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TlsDissect.Testing;

/// <summary>A page of <c>report</c>, read as its script reads it. Each test project compiles this file.</summary>
internal sealed partial class ReportFile
{
    private readonly Dictionary<string, string> _elements;

    public ReportFile(byte[] page)
    {
        Size = page.Length;
        Html = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(page);
        _elements = DataElements().Matches(Html).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Report = JsonElement.Parse(_elements["report"]);
        JsonElement rows = JsonElement.Parse(_elements["rows"]);
        Strings = [.. rows.GetProperty("strings").EnumerateArray().Select(text => text.GetString()!)];
        Rows = [.. rows.GetProperty("rows").EnumerateArray()];
        Certificates = Unpack(_elements["certificates"]);
        Blocks = [.. Enumerable.Range(0, _elements.Keys.Count(id => id.StartsWith("block-", StringComparison.Ordinal)))
            .Select(block => Unpack(_elements[$"block-{block}"]))];
    }

    public long Size { get; }

    public string Html { get; }

    /// <summary>The page without its data.</summary>
    public string Frame => DataElements().Replace(Html, "");

    public JsonElement Report { get; }

    public string[] Strings { get; }

    public JsonElement[] Rows { get; }

    public JsonElement[] Certificates { get; }

    public JsonElement[][] Blocks { get; }

    /// <summary>The details of all connections, in the order of the rows.</summary>
    public JsonElement[] Connections => [.. Blocks.SelectMany(block => block)];

    /// <summary>Everything that the page says, unpacked.</summary>
    public string Everything =>
        string.Join('\n', [Html, .. Certificates.Select(one => one.GetRawText()), .. Connections.Select(one => one.GetRawText())]);

    /// <summary>The cell of a row, with the text that it refers to.</summary>
    public JsonElement Cell(int row, string column)
    {
        int index = Array.IndexOf([.. Report.GetProperty("columns").EnumerateArray().Select(name => name.GetString())], column);
        JsonElement cell = Rows[row][index];
        bool isText = Report.GetProperty("texts").EnumerateArray().Any(name => name.GetString() == column);
        return isText && cell.ValueKind == JsonValueKind.Number ? JsonSerializer.SerializeToElement(Strings[cell.GetInt32()]) : cell;
    }

    /// <summary>The content of the style and the script that run.</summary>
    public string Content(string element) =>
        Regex.Match(Frame, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline).Groups[1].Value;

    private static JsonElement[] Unpack(string base64)
    {
        using DeflateStream inflated = new(new MemoryStream(Convert.FromBase64String(base64)), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        inflated.CopyTo(bytes);
        return [.. JsonElement.Parse(bytes.ToArray()).EnumerateArray()];
    }

    [GeneratedRegex("""<script type="[a-z/]+" id="([a-z0-9-]+)">([^<]*)</script>""")]
    private static partial Regex DataElements();
}
