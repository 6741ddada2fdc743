namespace TlsDissect.Findings.Policies;

/// <summary>Thrown if a policy cannot be used. The message is one line that names the policy and the place of the fault.</summary>
public sealed class PolicyException : Exception
{
    /// <summary>Creates an exception with a message for the user.</summary>
    public PolicyException(string message) : base(message) { }

    /// <summary>Creates an exception with a message for the user and its cause.</summary>
    public PolicyException(string message, Exception inner) : base(message, inner) { }
}
