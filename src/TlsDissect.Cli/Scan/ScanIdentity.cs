using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using TlsDissect.Output.Json;

namespace TlsDissect.Cli.Scan;

/// <summary>What rows were made with. A file that was made with the same is not made again.</summary>
/// <param name="Format">The format of the rows.</param>
/// <param name="Options">Hash of the options that rows depend on.</param>
/// <param name="Keys">Hash of the keys; <c>null</c> without keys.</param>
internal sealed record ScanIdentity(string Format, string Options, string? Keys)
{
    /// <summary>The type of the first row.</summary>
    public const string Type = "scan";

    /// <summary>Name and version, without the commit.</summary>
    public static readonly string Program = "tlsdissect " + typeof(ScanIdentity).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    /// <summary>Whether rows differ in nothing but keys.</summary>
    public bool HasSameOptions(ScanIdentity other) => Format == other.Format && Options == other.Options;

    /// <summary>Writes the first row of a capture's file.</summary>
    public void Write(IBufferWriter<byte> output, ScanItem item, CapturePlace place)
    {
        using (Utf8JsonWriter json = new(output, new JsonWriterOptions { Encoder = JsonText.Encoder, SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, Type);
            JsonConnectionWriter.WritePlace(json, place);
            json.WriteNumber("size"u8, item.Size);
            if (item.Modified == default) json.WriteNull("modified"u8);
            else json.WriteString("modified"u8, item.Modified.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("program"u8, Program);
            WriteMembers(json);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Writes its members into a row.</summary>
    public void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("format"u8, Format);
        json.WriteString("options"u8, Options);
        json.WriteString("keys"u8, Keys);
    }
}
