using System.Collections.Immutable;
using TlsDissect.Output.Fields;

namespace TlsDissect.Output.Tables;

/// <summary>Who proved an identity, and how: <c>server</c>, <c>mutual</c>, <c>psk</c>, <c>resumption</c>, <c>anonymous</c>.</summary>
internal static class AuthenticationCell
{
    private static readonly ConnectionField Suite = ConnectionFields.Get("cipher_suite.authentication");
    private static readonly Side Server = new("server");
    private static readonly Side Client = new("client");

    /// <summary>The fields that it is made of.</summary>
    public static ImmutableArray<ConnectionField> Fields => [Server.Proved, Server.Scheme, Client.Proved, Client.Scheme, Suite];

    /// <summary>Returns the words of a row; none if nothing was seen.</summary>
    public static IEnumerable<string> Of(FieldRow row)
    {
        string? server = Server.Of(row);
        string? client = Client.Of(row);
        if (server == Server.Name && client == Client.Name) return ["mutual"];
        // A shared secret proves both sides at once.
        if (server is null || client is null || Server.IsShared(row)) return server is null ? [] : [server];
        return [client == server ? server : $"{server}, {client}"];
    }

    /// <summary>One side's fields.</summary>
    private sealed class Side(string name)
    {
        public string Name { get; } = name;

        public ConnectionField Proved { get; } = ConnectionFields.Get($"authentication.{name}.authenticated");

        public ConnectionField Scheme { get; } = ConnectionFields.Get($"authentication.{name}.scheme");

        public bool IsShared(FieldRow row) => row.First(Scheme)?.Text is "psk" or "resumption";

        /// <summary>What the side proved, or did not; <c>null</c> if that is not known, or if a client had nothing to prove.</summary>
        public string? Of(FieldRow row) => (row.First(Scheme)?.Text, row.First(Proved)?.Text) switch
        {
            (string scheme, "true") => Word(scheme),
            (string scheme, "false") => $"{Word(scheme)} failed",
            (string scheme, _) => $"{Word(scheme)} unverified",
            (null, "false") when Name == "client" => null,
            (null, "false") => row.First(Suite)?.Text == "anon" ? "anonymous" : "none",
            _ => null,
        };

        private string Word(string scheme) => scheme is "psk" or "resumption" ? scheme : Name;
    }
}
