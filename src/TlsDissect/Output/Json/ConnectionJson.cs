using System.Buffers;

namespace TlsDissect.Output.Json;

/// <summary>Writes connections as JSON.</summary>
public static class ConnectionJson
{
    /// <summary>
    /// Writes a connection as one JSON object, in UTF-8, with the members that docs/json.md lists, except <c>capture</c>: the caller knows
    /// where packets came from. No line end is written.
    /// </summary>
    /// <param name="connection">The connection. <c>sha256</c> is written if <see cref="DissectorOptions.HashPlaintext"/> was set and there
    /// is plaintext.</param>
    /// <param name="output">Receives the object. For JSON Lines, write a line feed after it.</param>
    /// <example>
    /// <code>
    /// ArrayBufferWriter&lt;byte&gt; line = new();
    /// connection.WriteJson(line);
    /// Console.WriteLine(Encoding.UTF8.GetString(line.WrittenSpan));
    /// </code>
    /// </example>
    public static void WriteJson(this ConnectionSummary connection, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(output);
        using JsonConnectionWriter writer =
            new(output, withHash: (connection.ClientData.Sha256 ?? connection.ServerData.Sha256) is not null);
        writer.WriteObject(connection);
    }
}
