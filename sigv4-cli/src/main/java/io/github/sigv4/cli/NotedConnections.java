package io.github.sigv4.cli;

import java.io.IOException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Shows with whom a connection was made before a request is sent on it.
 */
final class NotedConnections extends HttpRequestExecutor {

	private final WireLog log;

	NotedConnections(WireLog log) {
		this.log = log;
	}

	@Override
	public ClassicHttpResponse execute(ClassicHttpRequest request, HttpClientConnection connection,
			HttpResponseInformationCallback callback, HttpContext context) throws IOException, HttpException {
		SSLSession tls = connection.getSSLSession();
		this.log.note("connected to " + connection.getRemoteAddress().toString().replaceFirst("^[^/]*/", "")
				+ ((tls != null) ? ", " + tls.getProtocol() + ", " + tls.getCipherSuite() + ", " + peer(tls) : ""));
		return super.execute(request, connection, callback, context);
	}

	private static String peer(SSLSession tls) {
		try {
			return (tls.getPeerCertificates()[0] instanceof X509Certificate certificate)
					? certificate.getSubjectX500Principal().getName() : "";
		}
		catch (SSLPeerUnverifiedException ex) {
			return "no certificate";
		}
	}

}
