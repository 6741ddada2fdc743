using TlsDissect.Protocol;

namespace TlsDissect.Output;

/// <summary>Arrows that say who speaks: the client stands on the left.</summary>
internal static class DirectionArrows
{
    /// <summary>On a line of its own.</summary>
    public static string Of(Sender from) => from == Sender.Client ? "client ──→" : "←── server";

    /// <summary>In a column, each side's at its own edge.</summary>
    public static string Column(Sender from) => from == Sender.Client ? "client ──→       " : "       ←── server";
}
