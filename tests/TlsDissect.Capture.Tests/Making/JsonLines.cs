using System.Buffers;
using System.Text;
using TlsDissect.Output.Json;

namespace TlsDissect.Capture.Tests.Making;

/// <summary>Writes summaries as the program does.</summary>
internal static class JsonLines
{
    /// <summary>The line of one connection.</summary>
    public static string Of(ConnectionSummary connection, string capture)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (JsonConnectionWriter writer = new(buffer, withHash: true, _ => new CapturePlace(capture))) writer.Write(connection);
        return Encoding.UTF8.GetString(buffer.WrittenSpan).TrimEnd('\n');
    }

    /// <summary>The line of the summary.</summary>
    public static string Of(InputSummary summary)
    {
        ArrayBufferWriter<byte> buffer = new();
        JsonSummaryWriter.Write(buffer, summary);
        return Encoding.UTF8.GetString(buffer.WrittenSpan).TrimEnd('\n');
    }
}
